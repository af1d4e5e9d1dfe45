import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { given } from './core/aws.ts'

const ssm = new SSMClient()

/** The newest Amazon Linux 2023 for the processor of the instance type, by the parameter that AWS publishes. */
export async function imageFor(instanceType: string): Promise<string> {
  const Name = `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architectureOf(instanceType)}`
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name }))
  return given(Parameter?.Value, 'Parameter.Value')
}

/** Families with a Graviton processor have a `g` after their generation, as in t4g and c7gn; a1 came before that rule. */
export function architectureOf(instanceType: string): 'arm64' | 'x86_64' {
  return /^(a1|[a-z]+\d+[a-z]*g[a-z]*)\./.test(instanceType) ? 'arm64' : 'x86_64'
}
