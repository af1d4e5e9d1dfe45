import type { Action, ForwardActionConfig } from '@aws-sdk/client-elastic-load-balancing-v2'
import { AwsError } from '../../aws-error.ts'
import { fixedResponse, forward, redirect } from '../../balancer/action.ts'
import type { Rotation } from '../../balancer/rotation.ts'
import type { Cloud } from '../../cloud.ts'
import { invalid, unsupported } from './errors.ts'
import { findTargetGroup } from './find.ts'
import type { Actions } from './listener.ts'
import type { LoadBalancer } from './load-balancer.ts'
import { readRedirect } from './redirect-action.ts'

/** Where actions are to be carried out. */
export interface ActionScope {
  readonly cloud: Cloud
  readonly balancer: LoadBalancer
  readonly listenerPort: number
}

/** Reads the actions of a listener or a rule. Throws AwsError in AWS's words, also for those this cloud does not do. */
export function readActions(actions: readonly Action[], scope: ActionScope): Actions {
  const [action] = actions
  if (action === undefined) throw invalid('An action must be specified')
  if (actions.length > 1) throw unsupported('More than one action')
  switch (action.Type) {
    case 'forward':
      return readForward(action, scope)
    case 'fixed-response':
      return readFixedResponse(action)
    case 'redirect': {
      const { status, parts, described } = readRedirect(action)
      return { described: [described], targetGroupArns: [], perform: redirect(status, parts, scope.listenerPort) }
    }
    case 'authenticate-cognito':
    case 'authenticate-oidc':
    case 'jwt-validation':
      throw new AwsError('InvalidLoadBalancerAction', `The action type '${action.Type}' requires an HTTPS listener`)
    default:
      throw invalid(
        `1 validation error detected: Value '${action.Type}' at 'actions.1.member.type' failed to satisfy constraint: Member must satisfy enum value set: [forward, redirect, fixed-response, authenticate-cognito, authenticate-oidc, jwt-validation]`,
      )
  }
}

function readForward(action: Action, { cloud, balancer }: ActionScope): Actions {
  const groups = weightedGroups(action)
  if (groups.length === 0) throw invalid('A target group ARN must be specified')
  if (action.ForwardConfig?.TargetGroupStickinessConfig?.Enabled)
    throw unsupported('Stickiness of target groups in a forward action')
  const rotations = groups.map(({ arn, weight }) => ({ weight, rotation: associate(cloud, balancer, arn) }))
  const [first] = groups
  const single = groups.length === 1 && first !== undefined ? { TargetGroupArn: first.arn } : {}
  const ForwardConfig: ForwardActionConfig = {
    TargetGroups: groups.map(({ arn, weight }) => ({ TargetGroupArn: arn, Weight: weight })),
    TargetGroupStickinessConfig: { Enabled: false },
  }
  return {
    described: [{ Type: 'forward', ...single, Order: 1, ForwardConfig }],
    targetGroupArns: groups.map(({ arn }) => arn),
    perform: forward(choose(rotations), () => balancer.attributes.number('idle_timeout.timeout_seconds') * 1000),
  }
}

function weightedGroups({ TargetGroupArn, ForwardConfig }: Action): { arn: string; weight: number }[] {
  const tuples = ForwardConfig?.TargetGroups ?? (TargetGroupArn === undefined ? [] : [{ TargetGroupArn }])
  if (tuples.length > 5) throw new AwsError('TooManyTargetGroups', 'You can forward to at most 5 target groups')
  if (TargetGroupArn !== undefined && (tuples.length !== 1 || tuples[0]?.TargetGroupArn !== TargetGroupArn))
    throw invalid('You can only specify one target group that matches the target group ARN of the action')
  return tuples.map((tuple) => {
    const weight = 'Weight' in tuple ? (tuple.Weight ?? 1) : 1
    if (weight < 0 || weight > 999) throw invalid(`Weight '${weight}' must be between '0' and '999'`)
    return { arn: tuple.TargetGroupArn ?? '', weight }
  })
}

/** The rotation of a group that may stand behind this balancer: one that no other balancer uses. */
function associate(cloud: Cloud, balancer: LoadBalancer, arn: string): Rotation {
  const group = findTargetGroup(cloud, arn)
  const other = group.balancer
  if (other !== undefined && other !== balancer)
    throw new AwsError(
      'TargetGroupAssociationLimit',
      `The following target groups cannot be associated with more than one load balancer: ${arn}`,
    )
  if (group.definition.vpcId !== balancer.definition.vpcId)
    throw new AwsError(
      'InvalidConfigurationRequest',
      `The following target groups are in a different VPC than load balancer '${balancer.arn}': ${arn}`,
    )
  return group.rotation
}

/** By weight, at random; undefined when every weight is 0. */
function choose(weighted: readonly { weight: number; rotation: Rotation }[]): () => Rotation | undefined {
  const [only] = weighted
  if (weighted.length === 1 && only !== undefined) return () => only.rotation
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0)
  return () => {
    let place = Math.random() * total
    for (const { weight, rotation } of weighted) {
      place -= weight
      if (place < 0) return rotation
    }
    return undefined
  }
}

const contentTypes = ['text/plain', 'text/css', 'text/html', 'application/javascript', 'application/json']

function readFixedResponse({ FixedResponseConfig: config }: Action): Actions {
  const { StatusCode = '', ContentType = 'text/plain', MessageBody = '' } = config ?? {}
  if (!/^[245]\d\d$/.test(StatusCode))
    throw invalid(`The fixed response status code '${StatusCode}' must be 2XX, 4XX or 5XX`)
  if (!contentTypes.includes(ContentType))
    throw invalid(`The fixed response content type '${ContentType}' must be one of [${contentTypes.join(', ')}]`)
  if (MessageBody.length > 1024) throw invalid('The fixed response message body cannot be longer than 1024 characters')
  const described: Action = {
    Type: 'fixed-response',
    Order: 1,
    FixedResponseConfig: { StatusCode, ContentType, MessageBody },
  }
  return {
    described: [described],
    targetGroupArns: [],
    perform: fixedResponse(Number(StatusCode), ContentType, MessageBody),
  }
}
