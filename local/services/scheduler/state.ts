import { randomBytes } from 'node:crypto'
import type { Cloud } from '../../cloud.ts'
import { inBackground } from '../../in-background.ts'
import { Alarm } from '../../schedule/alarm.ts'
import { nextDue } from '../../schedule/expression.ts'
import { invoke } from './invocation.ts'
import type { Schedule, ScheduleGroup } from './schedule.ts'

/** Schedules and their groups. */
export class SchedulerState {
  readonly cloud: Cloud
  readonly groups = new Map<string, ScheduleGroup>()
  /** By `group/name`. */
  readonly schedules = new Map<string, Schedule>()

  constructor(cloud: Cloud) {
    this.cloud = cloud
    this.groups.set('default', { name: 'default', arn: this.groupArn('default'), createdAt: 0 })
  }

  arnOf(groupName: string, name: string): string {
    return `arn:aws:scheduler:${this.cloud.region}:${this.cloud.account}:schedule/${groupName}/${name}`
  }

  groupArn(name: string): string {
    return `arn:aws:scheduler:${this.cloud.region}:${this.cloud.account}:schedule-group/${name}`
  }

  schedule(groupName: string, name: string): Schedule | undefined {
    return this.schedules.get(`${groupName}/${name}`)
  }

  /** Adds or replaces a schedule and sets its alarm. */
  put(schedule: Schedule) {
    const key = `${schedule.groupName}/${schedule.name}`
    if (schedule.state === 'ENABLED') this.#setAlarm(schedule)
    this.schedules.get(key)?.alarm?.cancel()
    this.schedules.set(key, schedule)
  }

  remove(schedule: Schedule) {
    schedule.alarm?.cancel()
    this.schedules.delete(`${schedule.groupName}/${schedule.name}`)
  }

  close() {
    for (const { alarm } of this.schedules.values()) alarm?.cancel()
  }

  #setAlarm(schedule: Schedule) {
    const start = schedule.startsAt ?? schedule.modifiedAt
    schedule.alarm = new Alarm(
      this.cloud.clock,
      (after) => dueOf(schedule, after, start),
      (due) => this.#ring(schedule, due),
    )
    // A rate is due at its very start, whereas a single time that has passed is not made up for.
    schedule.alarm.start(Math.max(start, schedule.modifiedAt) - 1)
  }

  /** Calls the target within the schedule's flexible window. */
  #ring(schedule: Schedule, due: number) {
    const windowMinutes = schedule.window.Mode === 'FLEXIBLE' ? (schedule.window.MaximumWindowInMinutes ?? 0) : 0
    const delay = Math.random() * windowMinutes * 60_000
    const executionId = randomBytes(8).toString('hex')
    this.cloud.clock.after(
      delay,
      () => void inBackground(this.cloud, () => invoke(this.cloud, schedule, due, executionId)),
    )
    const start = schedule.startsAt ?? schedule.modifiedAt
    if (schedule.afterCompletion === 'DELETE' && dueOf(schedule, due, start) === undefined) this.remove(schedule)
  }
}

function dueOf({ expression, timezone, endsAt }: Schedule, after: number, start: number): number | undefined {
  const due = nextDue(expression.parsed, after, start, timezone)
  const isOver = due !== undefined && expression.parsed.kind !== 'at' && endsAt !== undefined && due > endsAt
  return isOver ? undefined : due
}
