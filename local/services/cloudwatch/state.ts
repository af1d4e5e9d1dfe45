import type { Cloud } from '../../cloud.ts'

export class CloudWatchState {
  readonly cloud: Cloud

  constructor(cloud: Cloud) {
    this.cloud = cloud
  }
}
