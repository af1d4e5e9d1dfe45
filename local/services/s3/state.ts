import type { Cloud } from '../../cloud.ts'

export class S3State {
  readonly cloud: Cloud

  constructor(cloud: Cloud) {
    this.cloud = cloud
  }
}
