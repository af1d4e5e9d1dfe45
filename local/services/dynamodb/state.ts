import type { Cloud } from '../../cloud.ts'

export class DynamoDbState {
  readonly cloud: Cloud

  constructor(cloud: Cloud) {
    this.cloud = cloud
  }
}
