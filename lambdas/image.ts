import { type _InstanceType, DescribeInstanceTypesCommand, type EC2Client } from '@aws-sdk/client-ec2'
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { given } from './core/aws.ts'

const ssm = new SSMClient()

/** The newest Amazon Linux 2023 for the processor of the instance type, by the parameter that AWS publishes. */
export async function imageFor(instanceType: _InstanceType, ec2: EC2Client): Promise<string> {
  const Name = `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${await architectureOf(instanceType, ec2)}`
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name }))
  return given(Parameter?.Value, 'Parameter.Value')
}

/** Older types also list i386, which no image is made for. */
async function architectureOf(instanceType: _InstanceType, ec2: EC2Client): Promise<'arm64' | 'x86_64'> {
  const { InstanceTypes } = await ec2.send(new DescribeInstanceTypesCommand({ InstanceTypes: [instanceType] }))
  const { SupportedArchitectures } = given(InstanceTypes?.[0]?.ProcessorInfo, 'ProcessorInfo')
  return SupportedArchitectures?.includes('arm64') ? 'arm64' : 'x86_64'
}
