import type { MetricDatum, PutMetricDataInput } from '@aws-sdk/client-cloudwatch'
import type { Call } from '../../operation.ts'
import { invalidCombination, invalidValue } from './errors.ts'
import { type Sample, sampleOf } from './metric.ts'

export const conditions = ({ Namespace = '' }: PutMetricDataInput) => ({ 'cloudwatch:namespace': Namespace })

export function handle(input: PutMetricDataInput, { cloud }: Call) {
  const { Namespace: namespace = '', MetricData = [] } = input
  if (namespace === '' || namespace.startsWith('AWS/'))
    throw invalidValue(`The value ${namespace} for parameter Namespace is invalid.`)
  const now = cloud.clock.now()
  const samples = MetricData.map((datum) => [datum, sampleFrom(datum, now)] as const)
  for (const [{ MetricName = '', Dimensions = [] }, sample] of samples)
    cloud.cloudWatch.add({ namespace, name: MetricName, dimensions: Dimensions }, sample)
  return {}
}

function sampleFrom(datum: MetricDatum, now: number): Sample {
  const { Value, Values, Counts, StatisticValues, Timestamp, Unit = 'None', MetricName = '', Dimensions = [] } = datum
  if (MetricName === '') throw invalidValue('The parameter MetricData.member.1.MetricName is required.')
  if (Dimensions.length > 30) throw invalidValue('The collection Dimensions must not have a size greater than 30.')
  if ([Value, Values, StatisticValues].filter((each) => each !== undefined).length !== 1)
    throw invalidCombination(
      'The parameters Value, Values and StatisticValues are mutually exclusive; one is required.',
    )
  const timestamp = Timestamp?.getTime() ?? now
  if (StatisticValues) {
    const { SampleCount = 0, Sum = 0, Minimum = 0, Maximum = 0 } = StatisticValues
    return { timestamp, unit: Unit, count: SampleCount, sum: Sum, minimum: Minimum, maximum: Maximum, values: [] }
  }
  const values = Values ?? [Value ?? 0]
  if (Counts && Counts.length !== values.length)
    throw invalidValue('The parameters Values and Counts must be of the same size.')
  if (!values.every(Number.isFinite)) throw invalidValue('The value NaN for parameter Value is invalid.')
  return sampleOf(
    timestamp,
    Unit,
    values.map((value, at) => [value, Counts?.[at] ?? 1] as const),
  )
}
