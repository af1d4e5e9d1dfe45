import type { DescribeInstanceInformationRequest, DescribeInstanceInformationResult } from '@aws-sdk/client-ssm'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { managedInstances } from './managed-instances.ts'
import { page } from './page.ts'

export function handle(input: DescribeInstanceInformationRequest, { cloud }: Call): DescribeInstanceInformationResult {
  const wanted = (input.Filters ?? []).map(({ Key, Values = [] }) => {
    if (Key !== 'InstanceIds')
      throw new AwsError('InvalidFilterKey', `The filter key ${Key} is not supported by this cloud.`)
    return Values
  })
  const found = managedInstances(cloud).filter(({ id }) => wanted.every((ids) => ids.includes(id)))
  const { items, ...next } = page(found, ({ id }) => id, input, { scope: 'instances' })
  const InstanceInformationList = items.map(({ id, description }) => ({
    InstanceId: id,
    PingStatus: 'Online' as const,
    LastPingDateTime: new Date(cloud.clock.now()),
    PlatformType: 'Linux' as const,
    PlatformName: 'Amazon Linux',
    ResourceType: 'EC2Instance' as const,
    IPAddress: description.privateIp,
  }))
  return { InstanceInformationList, ...next }
}
