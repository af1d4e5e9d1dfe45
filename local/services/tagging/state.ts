import type { Cloud } from '../../cloud.ts'

export class TaggingState {
  readonly cloud: Cloud

  constructor(cloud: Cloud) {
    this.cloud = cloud
  }
}
