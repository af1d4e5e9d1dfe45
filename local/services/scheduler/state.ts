import type { Cloud } from '../../cloud.ts'

export class SchedulerState {
  readonly cloud: Cloud

  constructor(cloud: Cloud) {
    this.cloud = cloud
  }
}
