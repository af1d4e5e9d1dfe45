import { arns } from '../arns.ts'
import type { Permission, Step } from '../core/step-row.ts'
import type { Failure } from '../failures/failure.ts'
import { failures } from '../failures/index.ts'

const readRuns = (...further: string[]): Permission => ({
  actions: ['dynamodb:GetItem', ...further],
  resources: [arns.runsTable],
})
const readHaltSwitch: Permission = { actions: ['ssm:GetParameters'], resources: [arns.parameters] }
const lookAtGroup: Permission = { actions: ['autoscaling:DescribeAutoScalingGroups'] }
const lookAtTargets: Permission = {
  actions: [
    'autoscaling:DescribeAutoScalingGroups',
    'elasticloadbalancing:DescribeTargetGroups',
    'elasticloadbalancing:DescribeTargetHealth',
  ],
}

/** The rows of the scenario in the table of steps. What failures need is listed with the failures. */
export const scenarioSteps = {
  CheckScenario: {
    file: 'scenario/check-scenario',
    does: 'Checks the input of the scenario and completes it with the phases of the scenario it names.',
    allows: [],
  },
  CheckRehearsal: {
    file: 'scenario/check-scenario',
    does: 'Checks the input of the rehearsal and splits it among deployment, scenario and teardown.',
    allows: [],
  },
  OpenRun: {
    file: 'scenario/open-run',
    does: 'Records the state of everything a failure may change, so that it can be restored and compared.',
    allows: together([
      readRuns('dynamodb:PutItem', 'dynamodb:DeleteItem'),
      readHaltSwitch,
      lookAtGroup,
      lookAtTargets,
      ...needed('look'),
    ]),
    uses: ['runs'],
  },
  WatchService: {
    file: 'scenario/watch',
    does: 'Probes the endpoint on schedule and looks at the health of the targets, one slice of the run.',
    allows: together([
      readRuns('dynamodb:PutItem'),
      readHaltSwitch,
      lookAtTargets,
      { actions: ['elasticloadbalancing:DescribeLoadBalancers'] },
    ]),
    timeoutSeconds: 60,
    memoryMegabytes: 512,
    uses: ['runs'],
  },
  LiftFailures: {
    file: 'scenario/inject-and-lift',
    does: 'Starts a phase by lifting the failures that end with it.',
    allows: together([readRuns('dynamodb:UpdateItem'), ...needed('lift')]),
    uses: ['runs'],
  },
  InjectFailures: {
    file: 'scenario/inject-and-lift',
    does: 'Injects the failures of a phase.',
    allows: together([readRuns('dynamodb:PutItem', 'dynamodb:UpdateItem'), readHaltSwitch, ...needed('inject')]),
    uses: ['runs'],
  },
  CheckPhase: {
    file: 'scenario/check-phase',
    does: 'Says whether a phase is over: its promise held and the window watched, or its ceiling passed.',
    allows: [readRuns('dynamodb:Query'), readHaltSwitch],
    memoryMegabytes: 512,
    uses: ['runs'],
  },
  JudgePhase: {
    file: 'scenario/judge-phase',
    does: 'Compares what was observed in a phase with what the design promises.',
    allows: [readRuns('dynamodb:Query', 'dynamodb:PutItem')],
    memoryMegabytes: 512,
    uses: ['runs'],
  },
  EndWatch: {
    file: 'scenario/end-watch',
    does: 'Ends the watch once the phases are through.',
    allows: [{ actions: ['dynamodb:UpdateItem'], resources: [arns.runsTable] }],
    uses: ['runs'],
  },
  RestoreService: {
    file: 'scenario/restore-service',
    does: 'Lifts every failure that is still in place and reads back that everything is as it was.',
    allows: together([
      readRuns('dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:Query'),
      { actions: ['states:DescribeExecution'], resources: [arns.executions] },
      lookAtGroup,
      lookAtTargets,
      ...needed('look'),
      ...needed('lift'),
    ]),
    timeoutSeconds: 60,
    uses: ['runs'],
  },
  JudgeRun: {
    file: 'scenario/judge-run',
    does: 'Collects the phases of the run and gives the verdict on the whole.',
    allows: [readRuns('dynamodb:Query')],
    uses: ['runs'],
  },
  WriteReport: {
    file: 'scenario/write-report',
    does: 'Writes the report of the run, for people and for programs.',
    allows: [readRuns('dynamodb:Query'), { actions: ['s3:PutObject'], resources: [arns.reports] }],
    timeoutSeconds: 60,
    memoryMegabytes: 1024,
    uses: ['runs', 'reports'],
  },
} as const satisfies Record<string, Step>

/** What all failures need for one verb. */
function needed(verb: keyof Failure['allows']): Permission[] {
  return Object.values(failures).flatMap(({ allows }) => allows[verb])
}

/** The same permissions with those of the same scope in one, since the policies of a role have little room. */
function together(permissions: readonly Permission[]): Permission[] {
  const byScope = new Map<string, Permission>()
  for (const { actions, ...scope } of permissions) {
    const key = JSON.stringify(scope)
    const known = byScope.get(key)?.actions ?? []
    byScope.set(key, { actions: [...new Set([...known, ...actions])], ...scope })
  }
  return [...byScope.values()]
}
