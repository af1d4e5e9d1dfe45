import type { Call, Need } from '../../operation.ts'
import { invalidParameter } from './errors.ts'

/** Whoever gives a function a role must be allowed to pass it on to Lambda. */
export function passRole(roleArn: string | undefined): Need[] {
  if (!roleArn) return []
  return [{ action: 'iam:PassRole', resource: roleArn, conditions: { 'iam:PassedToService': 'lambda.amazonaws.com' } }]
}

/** Throws InvalidParameterValueException, also for a role that is too new for Lambda to know it. */
export function checkAssumable(roleArn: string, { cloud }: Call) {
  if (!cloud.iam.visible(roleArn) || !cloud.iam.mayAssume('lambda.amazonaws.com', roleArn)) throw unassumable()
}

export const unassumable = () => invalidParameter('The role defined for the function cannot be assumed by Lambda.')

/** Throws InvalidParameterValueException when the function could not send what fails for good to the queue. */
export function checkMayBury(roleArn: string, queueArn: string | undefined, { cloud }: Pick<Call, 'cloud'>) {
  const role = cloud.iam.role(roleArn)
  if (!queueArn || !role) return
  const arn = `arn:aws:sts::${cloud.account}:assumed-role/${role.name}/lambda`
  const principal = { arn, userId: `${role.id}:lambda`, roleArn }
  if (cloud.iam.decide(principal, 'sqs:SendMessage', queueArn) === 'Allowed') return
  throw invalidParameter('The provided execution role does not have permissions to call SendMessage on SQS')
}
