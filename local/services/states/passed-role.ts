import type { Need } from '../../operation.ts'

/** Who gives a machine a role must be allowed to pass it to Step Functions. */
export const needToPass = (roleArn: string | undefined): Need[] =>
  roleArn === undefined
    ? []
    : [{ action: 'iam:PassRole', resource: roleArn, conditions: { 'iam:PassedToService': 'states.amazonaws.com' } }]
