import type { Cloud } from '../../cloud.ts'

export class SsmState {
  readonly cloud: Cloud

  constructor(cloud: Cloud) {
    this.cloud = cloud
  }
}
