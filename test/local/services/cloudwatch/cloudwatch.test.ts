import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  type MetricDatum,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ManualClock } from '../../../../local/clock.ts'
import type { Cloud } from '../../../../local/cloud.ts'
import { startCloud } from '../../../../local/start.ts'

const start = Date.parse('2027-01-01T00:00:00Z')
const clock = new ManualClock(start)
let cloud: Cloud
let cloudWatch: CloudWatchClient

beforeAll(async () => {
  cloud = await startCloud({ clock })
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  cloudWatch = new CloudWatchClient({ region: 'us-west-2', endpoint: cloud.endpoint, credentials, maxAttempts: 1 })
})
afterAll(() => cloud.close())

const at = (seconds: number) => new Date(start + seconds * 1000)

const put = (...MetricData: MetricDatum[]) =>
  cloudWatch.send(new PutMetricDataCommand({ Namespace: 'Test', MetricData }))

const failure = (answer: Promise<unknown>) =>
  answer.then(
    () => 'none',
    (error: Error) => error.name,
  )

async function data(MetricName: string, Stat: string, more: object = {}) {
  const MetricStat = { Metric: { Namespace: 'Test', MetricName, ...more }, Period: 60, Stat }
  const { MetricDataResults } = await cloudWatch.send(
    new GetMetricDataCommand({
      MetricDataQueries: [{ Id: 'm', MetricStat }],
      StartTime: at(0),
      EndTime: at(600),
      ScanBy: 'TimestampAscending',
    }),
  )
  return MetricDataResults?.[0]?.Values
}

describe('metrics', () => {
  test('are read back as statistics of each period', async () => {
    await put(
      { MetricName: 'latency', Value: 1, Timestamp: at(0) },
      { MetricName: 'latency', Value: 3, Timestamp: at(59) },
      { MetricName: 'latency', Values: [10, 20], Counts: [9, 1], Timestamp: at(60) },
    )
    expect(await data('latency', 'Average')).toEqual([2, 11])
    expect(await data('latency', 'Sum')).toEqual([4, 110])
    expect(await data('latency', 'Maximum')).toEqual([3, 20])
    expect(await data('latency', 'SampleCount')).toEqual([2, 10])
    expect(await data('latency', 'p90')).toEqual([3, 10])
    expect(await data('latency', 'p99')).toEqual([3, 20])
    const { Datapoints } = await cloudWatch.send(
      new GetMetricStatisticsCommand({
        Namespace: 'Test',
        MetricName: 'latency',
        StartTime: at(0),
        EndTime: at(60),
        Period: 60,
        Statistics: ['Minimum', 'Average'],
        ExtendedStatistics: ['p50'],
      }),
    )
    expect(Datapoints).toMatchObject([{ Minimum: 1, Average: 2, ExtendedStatistics: { p50: 1 }, Timestamp: at(0) }])
  })

  test('are told apart by their dimensions, in any order', async () => {
    const [a, b] = [
      { Name: 'a', Value: '1' },
      { Name: 'b', Value: '2' },
    ]
    await put({ MetricName: 'dimensioned', Dimensions: [a, b], Value: 5, Timestamp: at(0) })
    expect(await data('dimensioned', 'Sum', { Dimensions: [b, a] })).toEqual([5])
    expect(await data('dimensioned', 'Sum', { Dimensions: [a] })).toEqual([])
    const { Metrics } = await cloudWatch.send(
      new ListMetricsCommand({ Namespace: 'Test', Dimensions: [{ Name: 'a', Value: '1' }] }),
    )
    expect(Metrics).toMatchObject([{ MetricName: 'dimensioned' }])
  })

  test('come out of log lines in the embedded metric format', async () => {
    const line = {
      _aws: {
        Timestamp: at(120).getTime(),
        CloudWatchMetrics: [
          {
            Namespace: 'Test',
            Dimensions: [['service'], ['service', 'phase']],
            Metrics: [{ Name: 'availability', Unit: 'Percent' }, { Name: 'missing' }],
          },
        ],
      },
      service: 'demo',
      phase: 'steady',
      availability: [90, 100],
    }
    cloud.logs.write('/aws/lambda/f', 'stream', [JSON.stringify(line), 'plain text', '{"CloudWatchMetrics"'])
    const service = { Name: 'service', Value: 'demo' }
    expect(await data('availability', 'Average', { Dimensions: [service] })).toEqual([95])
    expect(
      await data('availability', 'Minimum', { Dimensions: [service, { Name: 'phase', Value: 'steady' }] }),
    ).toEqual([90])
  })

  test('do not come out of log lines that are not quite of that format, which harms nothing', async () => {
    const directive = { Namespace: 'Odd', Dimensions: [['service']], Metrics: [{ Name: 'n' }] }
    const line = (odd: object, n: unknown = 1, more = {}) =>
      JSON.stringify({ _aws: { Timestamp: 1, CloudWatchMetrics: [{ ...directive, ...odd }], ...more }, n })
    cloud.logs.write('/aws/lambda/odd', 'stream', [
      line({ Dimensions: ['service'] }),
      line({ Dimensions: 'service' }),
      line({ Metrics: { Name: 'n' } }),
      line({ Namespace: 7 }),
      line({}, 1, { Timestamp: 'now' }),
      line({}, 1, { CloudWatchMetrics: [null] }),
      line({}, Array(200_000).fill(1)),
      '["CloudWatchMetrics"]',
    ])
    const { Metrics } = await cloudWatch.send(new ListMetricsCommand({ Namespace: 'Odd' }))
    expect(Metrics).toEqual([])
    expect(cloud.logs.group('/aws/lambda/odd').streams.get('stream')?.events).toHaveLength(8)
  })

  test('are refused when they are none, or belong to AWS', async () => {
    expect(await failure(put({ MetricName: 'x', Value: 1, Values: [1] }))).toBe('InvalidParameterCombinationException')
    expect(await failure(put({ MetricName: 'x', Values: [1], Counts: [1, 2] }))).toBe('InvalidParameterValueException')
    expect(
      await failure(
        cloudWatch.send(
          new PutMetricDataCommand({ Namespace: 'AWS/EC2', MetricData: [{ MetricName: 'x', Value: 1 }] }),
        ),
      ),
    ).toBe('InvalidParameterValueException')
    expect(await failure(data('latency', 'Median'))).toBe('InvalidParameterValueException')
  })
})

describe('alarms', () => {
  const alarm = (AlarmName: string, more: Partial<PutMetricAlarmCommandInput> = {}) =>
    cloudWatch.send(
      new PutMetricAlarmCommand({
        AlarmName,
        Namespace: 'Test',
        MetricName: AlarmName,
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 2,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        ...more,
      }),
    )
  const stateOf = async (name: string) => {
    const { MetricAlarms } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [name] }))
    return MetricAlarms?.[0]?.StateValue
  }

  test('follow their metric on the clock of the cloud', async () => {
    await alarm('failures', { DatapointsToAlarm: 1 })
    expect(await stateOf('failures')).toBe('INSUFFICIENT_DATA')
    await put({ MetricName: 'failures', Value: 0 })
    await clock.advance(60_000)
    expect(await stateOf('failures')).toBe('OK')
    await put({ MetricName: 'failures', Value: 3 })
    await clock.advance(60_000)
    expect(await stateOf('failures')).toBe('ALARM')
    await clock.advance(300_000)
    expect(await stateOf('failures')).toBe('INSUFFICIENT_DATA')
  })

  test('treat missing data as they are told', async () => {
    await alarm('quiet', { TreatMissingData: 'notBreaching' })
    expect(await stateOf('quiet')).toBe('OK')
    await alarm('silent', { TreatMissingData: 'breaching' })
    expect(await stateOf('silent')).toBe('ALARM')
  })

  test('are listed in pages, and deleted all or none', async () => {
    const first = await cloudWatch.send(new DescribeAlarmsCommand({ MaxRecords: 2 }))
    expect(first.MetricAlarms).toHaveLength(2)
    const { NextToken } = first
    const second = await cloudWatch.send(new DescribeAlarmsCommand({ MaxRecords: 2, NextToken }))
    expect(second.MetricAlarms?.map(({ AlarmName }) => AlarmName)).toEqual(['silent'])
    expect(await failure(cloudWatch.send(new DeleteAlarmsCommand({ AlarmNames: ['quiet', 'none'] })))).toMatch(
      /^ResourceNotFound/,
    )
    expect(await stateOf('quiet')).toBe('OK')
    await cloudWatch.send(new DeleteAlarmsCommand({ AlarmNames: ['quiet', 'silent'] }))
    expect(await stateOf('quiet')).toBeUndefined()
  })

  test('are refused with settings that do not go together', async () => {
    expect(await failure(alarm('bad', { ExtendedStatistic: 'p99' }))).toBe('InvalidParameterCombinationException')
    expect(await failure(alarm('bad', { Period: 7 }))).toBe('InvalidParameterValueException')
    expect(await failure(alarm('bad', { DatapointsToAlarm: 3 }))).toBe('ValidationException')
  })
})
