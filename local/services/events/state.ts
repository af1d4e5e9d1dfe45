import type { Cloud } from '../../cloud.ts'

export class EventsState {
  readonly cloud: Cloud

  constructor(cloud: Cloud) {
    this.cloud = cloud
  }
}
