import type { DeleteAlarmsInput } from '@aws-sdk/client-cloudwatch'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'

export const resources = ({ AlarmNames = [] }: DeleteAlarmsInput, { cloud }: Call) =>
  AlarmNames.map((name) => cloud.cloudWatch.alarmArn(name))

/** Deletes none of the alarms when one of them does not exist. */
export function handle({ AlarmNames = [] }: DeleteAlarmsInput, { cloud }: Call) {
  const { alarms } = cloud.cloudWatch
  const missing = AlarmNames.find((name) => !alarms.has(name))
  if (missing !== undefined) throw new AwsError('ResourceNotFound', `Alarm ${missing} does not exist.`, 404)
  for (const name of AlarmNames) {
    alarms.delete(name)
    cloud.tags.forget(cloud.cloudWatch.alarmArn(name))
  }
  return {}
}
