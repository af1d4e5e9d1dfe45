import type { Service } from '../../operation.ts'
import * as CreateStateMachine from './create-state-machine.ts'
import * as DeleteStateMachine from './delete-state-machine.ts'
import * as DescribeExecution from './describe-execution.ts'
import * as DescribeStateMachine from './describe-state-machine.ts'
import * as DescribeStateMachineForExecution from './describe-state-machine-for-execution.ts'
import * as GetExecutionHistory from './get-execution-history.ts'
import * as ListExecutions from './list-executions.ts'
import * as ListStateMachines from './list-state-machines.ts'
import * as ListTagsForResource from './list-tags-for-resource.ts'
import * as RedriveExecution from './redrive-execution.ts'
import * as SendTaskFailure from './send-task-failure.ts'
import * as SendTaskHeartbeat from './send-task-heartbeat.ts'
import * as SendTaskSuccess from './send-task-success.ts'
import * as StartExecution from './start-execution.ts'
import * as StopExecution from './stop-execution.ts'
import * as TagResource from './tag-resource.ts'
import * as UntagResource from './untag-resource.ts'
import * as UpdateStateMachine from './update-state-machine.ts'
import * as ValidateStateMachineDefinition from './validate-state-machine-definition.ts'

export const service: Service = {
  signingName: 'states',
  iamPrefix: 'states',
  protocol: 'awsJson',
  schemas: () => import('@aws-sdk/client-sfn'),
  operations: {
    CreateStateMachine,
    DeleteStateMachine,
    DescribeExecution,
    DescribeStateMachine,
    DescribeStateMachineForExecution,
    GetExecutionHistory,
    ListExecutions,
    ListStateMachines,
    ListTagsForResource,
    RedriveExecution,
    SendTaskFailure,
    SendTaskHeartbeat,
    SendTaskSuccess,
    StartExecution,
    StopExecution,
    TagResource,
    UntagResource,
    UpdateStateMachine,
    ValidateStateMachineDefinition,
  },
}
