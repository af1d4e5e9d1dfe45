import type { Cloud } from '../../cloud.ts'

export class StatesState {
  readonly cloud: Cloud

  constructor(cloud: Cloud) {
    this.cloud = cloud
  }
}
