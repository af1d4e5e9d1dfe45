import type { Cloud } from '../../cloud.ts'

export class ElasticLoadBalancingState {
  readonly cloud: Cloud

  constructor(cloud: Cloud) {
    this.cloud = cloud
  }
}
