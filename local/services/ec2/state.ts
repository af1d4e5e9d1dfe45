import type { Cloud } from '../../cloud.ts'

export class Ec2State {
  readonly cloud: Cloud

  constructor(cloud: Cloud) {
    this.cloud = cloud
  }
}
