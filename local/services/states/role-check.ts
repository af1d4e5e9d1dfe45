import type { State, StateGroup } from '../../asl/definition.ts'
import type { Cloud } from '../../cloud.ts'
import type { Principal } from '../iam/principal.ts'
import { mayActBy } from './assumption.ts'
import { accessDenied, invalidArn } from './errors.ts'
import type { Revision } from './state-machine.ts'

/**
 * Throws AWS's refusals of a role that Step Functions could not work with: one it may not assume, one that may not
 * deliver the logs, one that may not manage the rule by which `.sync` tasks learn of the end of executions.
 */
export function requireUsableRole(cloud: Cloud, machineArn: string, { roleArn, definition, logging }: Revision) {
  if (!/^arn:aws[\w-]*:iam::\d{12}:role\/.+/.test(roleArn)) throw invalidArn(`Invalid Role Arn: '${roleArn}'`)
  const role = cloud.iam.role(roleArn)
  if (!role || !mayActBy(cloud, roleArn, machineArn))
    throw accessDenied(
      'Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.',
    )
  const principal: Principal = {
    arn: `arn:aws:sts::${cloud.account}:assumed-role/${role.name}/StepFunctions`,
    userId: `${role.id}:StepFunctions`,
    roleArn,
  }
  const may = (action: string, resource: string) => cloud.iam.decide(principal, action, resource) === 'Allowed'
  if (logging.level !== 'OFF' && !deliveryActions.every((action) => may(action, '*')))
    throw accessDenied('The state machine IAM Role is not authorized to access the Log Destination')
  const rule = `arn:aws:events:${cloud.region}:${cloud.account}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule`
  if (startsAndWaits(definition) && !ruleActions.every((action) => may(action, rule)))
    throw accessDenied(`'${roleArn}' is not authorized to create managed-rule.`)
}

/** Source: Step Functions, Logging using CloudWatch Logs, IAM policies. */
const deliveryActions = [
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:ListLogDeliveries',
]

/** Source: Step Functions, IAM policies for nested executions. */
const ruleActions = ['events:PutTargets', 'events:PutRule', 'events:DescribeRule']

const startsAndWaits = (group: StateGroup): boolean => Object.values(group.States).some(waitsInside)

function waitsInside(state: State): boolean {
  if (state.Type === 'Task') return /:states:startExecution\.sync(:2)?$/.test(state.Resource)
  if (state.Type === 'Parallel') return state.Branches.some(startsAndWaits)
  return state.Type === 'Map' && startsAndWaits(state.ItemProcessor)
}
