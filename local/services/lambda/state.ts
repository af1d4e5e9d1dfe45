import type { Cloud } from '../../cloud.ts'

export class LambdaState {
  readonly cloud: Cloud

  constructor(cloud: Cloud) {
    this.cloud = cloud
  }
}
