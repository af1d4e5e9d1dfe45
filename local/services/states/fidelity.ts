import { rangeElements } from '../../asl/expression/budget.ts'
import { mostSorted } from '../../asl/expression/costly-builtins.ts'
import { deepestNesting } from '../../nesting.ts'
import { historyMebibytes } from './execution-records.ts'

const ofKeys = ['kmsDataKeyReusePeriodSeconds', 'kmsKeyId'].map((member) => `encryptionConfiguration.${member}`)

/** Parameters that are accepted and ignored. */
export const ignored: Record<string, string[]> = {
  CreateStateMachine: ['tracingConfiguration', ...ofKeys],
  UpdateStateMachine: ['tracingConfiguration', ...ofKeys],
  DescribeStateMachine: ['includedData'],
  DescribeStateMachineForExecution: ['includedData'],
  StartExecution: ['traceHeader'],
  ValidateStateMachineDefinition: ['severity', 'type'],
}

/** Where Step Functions differs from AWS's, as sentences for docs/fidelity.md. */
export const differences: readonly string[] = [
  'Definitions are JSONata. JSONPath, which is what AWS takes a definition without QueryLanguage for, is refused.',
  'Machines are STANDARD ones: EXPRESS, distributed Map, activities, versions and aliases are refused or unknown.',
  'Tasks call functions, `lambda:invoke`, `states:startExecution` and, by `aws-sdk:`, every operation of DynamoDB, Systems Manager and Step Functions that the cloud has. Any other integration is refused as if the region did not have it.',
  'TimeoutSeconds of a task that waits for a Lambda function passes on the wall, as the function runs; every other timeout and heartbeat passes on the clock of the cloud.',
  `Of closed executions at most ${historyMebibytes} MiB of events are kept; those closed longest go first. Those of a deleted machine go with it.`,
  `Inputs of executions and outputs of SendTaskSuccess may be nested ${deepestNesting} deep, and the ranges of one expression may have ${rangeElements} elements together, its arrays no more than ${mostSorted} where it sorts or uses \`$distinct\`.`,
]
