import { type _InstanceType, DescribeInstanceTypesCommand, EC2Client, type InstanceTypeInfo } from '@aws-sdk/client-ec2'
import { given } from '../core/aws.ts'

const ec2 = new EC2Client()

/** What EC2 says of an instance type. Throws AWS's `InvalidInstanceType` for one that it does not know. */
export async function instanceTypeNamed(name: string): Promise<InstanceTypeInfo> {
  const InstanceTypes = [name as _InstanceType]
  const answer = await ec2.send(new DescribeInstanceTypesCommand({ InstanceTypes }))
  return given(answer.InstanceTypes?.[0], 'InstanceTypes')
}
