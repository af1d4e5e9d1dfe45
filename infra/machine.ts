import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { Construct } from 'constructs'
import type { MachineDefinition } from './machine-definitions.ts'
import { acknowledgeWildcards } from './wildcards.ts'

export interface MachineProps {
  definition: MachineDefinition
  /** The functions of the steps by name. */
  functions: ReadonlyMap<string, IFunction>
  /** The machines made so far by name. */
  machines: ReadonlyMap<string, StateMachine>
}

/** A state machine that may invoke the functions and start the machines that its definition names, and no others. */
export class Machine extends Construct {
  readonly stateMachine: StateMachine

  constructor(scope: Construct, id: string, props: MachineProps) {
    super(scope, id)
    const { definition } = props
    const stateMachineName = `${Stack.of(this).stackName}-${definition.name}`
    this.stateMachine = new StateMachine(this, 'Machine', {
      stateMachineName,
      definitionBody: DefinitionBody.fromString(definition.text),
      definitionSubstitutions: substitutionsOf(Stack.of(this).partition, props),
      // What CDK would add for logs and tracing is in the role already.
      role: this.#roleFor(props).withoutPolicyUpdates(),
      logs: {
        // Groups of this prefix need no entry of their own in the account's log resource policy, which is small.
        destination: new LogGroup(this, 'Logs', {
          logGroupName: `/aws/vendedlogs/states/${stateMachineName}`,
          retention: RetentionDays.ONE_MONTH,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ALL,
        includeExecutionData: true,
      },
      tracingEnabled: true,
    })
  }

  #roleFor({ definition, functions, machines }: MachineProps): Role {
    const invoked = definition.placeholders.flatMap((name) => functions.get(name)?.functionArn ?? [])
    const started = definition.starts.flatMap((name) => machines.get(name) ?? [])
    const statements = [
      new PolicyStatement({ actions: logDelivery, resources: ['*'] }),
      new PolicyStatement({ actions: tracing, resources: ['*'] }),
    ]
    if (invoked.length > 0) {
      statements.push(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: invoked }))
    }
    if (started.length > 0) statements.push(...this.#nestedExecutions(started))
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
      inlinePolicies: { Machine: new PolicyDocument({ statements }) },
    })
    acknowledgeWildcards(role)
    return role
  }

  /** What `startExecution.sync:2` needs: it follows the execution through events of a rule that Step Functions manages. */
  #nestedExecutions(started: StateMachine[]): PolicyStatement[] {
    const managedRule = Stack.of(this).formatArn({
      service: 'events',
      resource: 'rule',
      resourceName: 'StepFunctionsGetEventsForStepFunctionsExecutionRule',
    })
    return [
      new PolicyStatement({
        actions: ['states:StartExecution'],
        resources: started.map((machine) => machine.stateMachineArn),
      }),
      new PolicyStatement({
        actions: ['states:DescribeExecution', 'states:StopExecution'],
        resources: started.map((machine) => this.#executionsOf(machine)),
      }),
      new PolicyStatement({
        actions: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
        resources: [managedRule],
      }),
    ]
  }

  #executionsOf(machine: StateMachine): string {
    return Stack.of(this).formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${machine.stateMachineName}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    })
  }
}

const logDelivery = [
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
]

const tracing = [
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
]

function substitutionsOf(partition: string, { definition, functions, machines }: MachineProps): Record<string, string> {
  const values = definition.placeholders.map((name) => {
    if (name === 'Partition') return [name, partition] as const
    const arn = functions.get(name)?.functionArn ?? machines.get(name.replace(/Machine$/, ''))?.stateMachineArn
    if (!arn) throw new Error(`the ${definition.name} machine names ${name}, which is no step`)
    return [name, arn] as const
  })
  return Object.fromEntries(values)
}
