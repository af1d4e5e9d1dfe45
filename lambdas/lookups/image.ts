import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { given } from '../core/aws.ts'
import { instanceTypeNamed } from './instance-type.ts'

const ssm = new SSMClient()

/** The newest Amazon Linux 2023 for the processor of the instance type, by the parameter that AWS publishes. */
export async function imageFor(instanceType: string): Promise<string> {
  const Name = `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${await architectureOf(instanceType)}`
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name }))
  return given(Parameter?.Value, 'Parameter.Value')
}

/** Older types also list i386, which no image is made for. */
async function architectureOf(instanceType: string): Promise<'arm64' | 'x86_64'> {
  const { SupportedArchitectures } = given((await instanceTypeNamed(instanceType)).ProcessorInfo, 'ProcessorInfo')
  return SupportedArchitectures?.includes('arm64') ? 'arm64' : 'x86_64'
}
