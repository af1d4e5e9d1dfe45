import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { type Step, stepDefaults } from '../lambdas/core/step-row.ts'
import type { Bundle } from './bundle.ts'
import { type Placeholders, statementsOf } from './step-permissions.ts'
import { acknowledgeWildcards } from './wildcards.ts'

export interface StepLambdaProps {
  step: Step
  /** The bundle that exports the handler under the step's name, which is this construct's id. */
  bundle: Bundle
  placeholders: Placeholders
  /** Names of the stack's resources, for the steps that use them. */
  environment: Record<string, string>
}

/** A row of the table of steps: a function, its log group, and a role that may do what the row says and nothing more. */
export class StepLambda extends Construct {
  readonly function: LambdaFunction

  constructor(scope: Construct, name: string, props: StepLambdaProps) {
    super(scope, name)
    const functionName = `${Stack.of(this).stackName}-${name}`
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const role = this.#roleFor(props, logGroup)
    const { step, bundle, environment } = props
    const { timeoutSeconds, memoryMegabytes } = { ...stepDefaults, ...step }
    this.function = new LambdaFunction(this, 'Function', {
      functionName,
      description: step.does,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(bundle.folder),
      handler: `${bundle.module}.${name}`,
      timeout: Duration.seconds(timeoutSeconds),
      memorySize: memoryMegabytes,
      environment: { ...environment, NODE_OPTIONS: '--enable-source-maps' },
      // What CDK would add for logs and tracing is in the role already, narrower.
      role: role.withoutPolicyUpdates(),
      tracing: Tracing.ACTIVE,
      logGroup,
    })
  }

  #roleFor({ step, placeholders }: StepLambdaProps, logGroup: LogGroup): Role {
    const runtime = [
      allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn),
      allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*'),
    ]
    const own = statementsOf(step.allows, placeholders)
    const role = new Role(this, 'Role', {
      description: step.does,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        Runtime: new PolicyDocument({ statements: runtime }),
        ...(own.length > 0 && { Step: new PolicyDocument({ statements: own }) }),
      },
    })
    acknowledgeWildcards(role)
    return role
  }
}

function allow(actions: string[], resource: string) {
  return new PolicyStatement({ effect: Effect.ALLOW, actions, resources: [resource] })
}
