import type { Cloud } from '../../cloud.ts'

export class StsState {
  readonly cloud: Cloud

  constructor(cloud: Cloud) {
    this.cloud = cloud
  }
}
