import type { Cloud } from '../../cloud.ts'
import type { Alarm } from './alarm.ts'
import { readEmbeddedMetrics } from './embedded-metrics.ts'
import { keyOf, type Metric, type MetricName, type Sample } from './metric.ts'

/** How many samples of one metric are kept; the oldest go first. */
const mostSamples = 50_000

/** Metrics that were reported, and alarms on them. */
export class CloudWatchState {
  readonly cloud: Cloud
  readonly metrics = new Map<string, Metric>()
  readonly alarms = new Map<string, Alarm>()

  constructor(cloud: Cloud) {
    this.cloud = cloud
  }

  alarmArn(name: string): string {
    return `arn:aws:cloudwatch:${this.cloud.region}:${this.cloud.account}:alarm:${name}`
  }

  metric(name: MetricName): Metric | undefined {
    return this.metrics.get(keyOf(name))
  }

  add(name: MetricName, sample: Sample) {
    const key = keyOf(name)
    const metric = this.metrics.get(key) ?? { ...name, samples: [] }
    this.metrics.set(key, metric)
    metric.samples.push(sample)
    if (metric.samples.length > mostSamples) metric.samples.splice(0, mostSamples / 10)
  }

  /** Takes the metrics out of a log line in the embedded metric format; any other line has none. */
  ingest(message: string) {
    for (const { metric, sample } of readEmbeddedMetrics(message)) this.add(metric, sample)
  }
}
