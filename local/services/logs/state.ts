import type { Cloud } from '../../cloud.ts'

export class LogsState {
  readonly cloud: Cloud

  constructor(cloud: Cloud) {
    this.cloud = cloud
  }
}
