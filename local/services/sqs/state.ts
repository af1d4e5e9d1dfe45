import type { Cloud } from '../../cloud.ts'

export class SqsState {
  readonly cloud: Cloud

  constructor(cloud: Cloud) {
    this.cloud = cloud
  }
}
