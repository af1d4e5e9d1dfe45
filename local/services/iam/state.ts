import type { Cloud } from '../../cloud.ts'

export class IamState {
  readonly cloud: Cloud

  constructor(cloud: Cloud) {
    this.cloud = cloud
  }
}
