import { AwsError } from '../../aws-error.ts'
import type { Service } from '../../operation.ts'
import { refusing } from '../../refused-parameters.ts'
import * as DeleteRule from './delete-rule.ts'
import * as DescribeEventBus from './describe-event-bus.ts'
import * as DescribeRule from './describe-rule.ts'
import * as DisableRule from './disable-rule.ts'
import * as EnableRule from './enable-rule.ts'
import { refused } from './fidelity.ts'
import * as ListRuleNamesByTarget from './list-rule-names-by-target.ts'
import * as ListRules from './list-rules.ts'
import * as ListTagsForResource from './list-tags-for-resource.ts'
import * as ListTargetsByRule from './list-targets-by-rule.ts'
import * as PutEvents from './put-events.ts'
import * as PutRule from './put-rule.ts'
import * as PutTargets from './put-targets.ts'
import * as RemoveTargets from './remove-targets.ts'
import * as TagResource from './tag-resource.ts'
import * as TestEventPattern from './test-event-pattern.ts'
import * as UntagResource from './untag-resource.ts'

export const service: Service = {
  signingName: 'events',
  iamPrefix: 'events',
  protocol: 'awsJson',
  schemas: () => import('@aws-sdk/client-eventbridge'),
  operations: refusing(
    {
      DeleteRule,
      DescribeEventBus,
      DescribeRule,
      DisableRule,
      EnableRule,
      ListRuleNamesByTarget,
      ListRules,
      ListTagsForResource,
      ListTargetsByRule,
      PutEvents,
      PutRule,
      PutTargets,
      RemoveTargets,
      TagResource,
      TestEventPattern,
      UntagResource,
    },
    refused,
    (message) => new AwsError('ValidationException', message),
  ),
}
