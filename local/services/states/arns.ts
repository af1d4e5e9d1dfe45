import type { Cloud } from '../../cloud.ts'
import { invalidArn } from './errors.ts'

type Kind = 'stateMachine' | 'execution'

export const stateMachineArn = ({ region, account }: Cloud, name: string) =>
  `arn:aws:states:${region}:${account}:stateMachine:${name}`

export const executionArn = ({ region, account }: Cloud, machineName: string, name: string) =>
  `arn:aws:states:${region}:${account}:execution:${machineName}:${name}`

/** Throws InvalidArn for what is no ARN of this kind; whether anything has it is another question. */
export function requireArn(arn: string, kind: Kind) {
  if (!arn.startsWith('arn:')) throw invalidArn(`Invalid ARN prefix: ${arn}`)
  const [, , service, , , type, name] = arn.split(':')
  if (service !== 'states' || !name) throw invalidArn(`Invalid ARN: ${arn}`)
  if (type !== kind) throw invalidArn(`Resource type not valid in this context: ${type}`)
}
