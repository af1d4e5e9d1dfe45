import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import * as z from 'zod'
import { StepError } from '../core/errors.ts'
import { payload, step } from '../core/step.ts'
import { type Summary, summarize } from './judging/summary.ts'
import { progressSoFar } from './phase-progress.ts'
import { writePhase } from './record/phase-record.ts'
import type { Run } from './record/run.ts'

/**
 * Judges a phase that is over and writes the summary down. Throws `SteadyStateNotMet` where the first phase is not as
 * designed, or `Inconclusive` where too little was seen to say: a service that is not well is not broken further.
 */
export const JudgePhase = step(payload({ phase: z.int() }), async ({ execution, phase: index }) => {
  const { run, phase, record, samples, terms, change, progress } = await progressSoFar(execution, index)
  const summary = summarize(phase.promise, samples, terms, change, progress)
  await writePhase(execution, { ...record, summary })
  publish(run, phase.name, summary)
  const open = summary.findings.filter(({ verdict }) => verdict !== 'as-designed')
  if (index === 0 && open.length > 0) {
    const differences = open.map(({ claim, seen }) => `${claim}: ${seen}`)
    throw new StepError(
      summary.verdict === 'inconclusive' ? 'Inconclusive' : 'SteadyStateNotMet',
      `Nothing was broken, because ${phase.name} is ${summary.verdict}: ${differences.join('; ')}`,
    )
  }
  // The state of the machine holds those of all phases: what they found is in their records.
  return { name: phase.name, verdict: summary.verdict }
})

/** As embedded metrics in the function's log, which CloudWatch reads. */
function publish({ service, scenario }: Run, phase: string, { availability, healthyTargets, verdict }: Summary): void {
  const metrics = new Metrics({ namespace: 'ResilientService', serviceName: service })
  metrics.addDimensions({ scenario, phase })
  metrics.addMetric('Availability', MetricUnit.Percent, availability.value * 100)
  metrics.addMetric('HealthyTargets', MetricUnit.Count, healthyTargets)
  metrics.addMetric('AsDesigned', MetricUnit.Count, verdict === 'as-designed' ? 1 : 0)
  metrics.publishStoredMetrics()
}
