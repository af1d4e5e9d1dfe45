import type { Cloud } from '../../cloud.ts'

export class AutoScalingState {
  readonly cloud: Cloud

  constructor(cloud: Cloud) {
    this.cloud = cloud
  }
}
