import { randomUUID } from 'node:crypto'
import type { Cloud } from '../../cloud.ts'
import { inBackground } from '../../in-background.ts'
import { Alarm } from '../../schedule/alarm.ts'
import { nextDue } from '../../schedule/expression.ts'
import { deliverEvent } from './delivery.ts'
import { type Event, eventTime } from './event.ts'
import { fits } from './pattern.ts'
import type { Rule } from './rule.ts'
import { forwardEvents } from './sources.ts'

/** The default event bus: its rules, and what reaches their targets. */
export class EventsState {
  readonly cloud: Cloud
  readonly rules = new Map<string, Rule>()
  #isListening = false

  constructor(cloud: Cloud) {
    this.cloud = cloud
  }

  get busArn(): string {
    return `arn:aws:events:${this.cloud.region}:${this.cloud.account}:event-bus/default`
  }

  ruleArn(name: string): string {
    return `arn:aws:events:${this.cloud.region}:${this.cloud.account}:rule/${name}`
  }

  /** Adds or replaces a rule and sets its alarm. */
  put(rule: Rule) {
    this.rules.get(rule.name)?.alarm?.cancel()
    this.rules.set(rule.name, rule)
    this.#listen()
    this.schedule(rule)
  }

  /** Sets, or takes away, the alarm of a rule whose schedule or state has changed. */
  schedule(rule: Rule) {
    rule.alarm?.cancel()
    rule.alarm = undefined
    const expression = rule.schedule?.expression
    if (!expression || rule.state !== 'ENABLED') return
    const { clock } = this.cloud
    rule.alarm = new Alarm(
      clock,
      (after) => nextDue(expression, after, rule.createdAt),
      (due) => this.#send(rule, this.event('aws.events', 'Scheduled Event', {}, [rule.arn], due)),
    )
    rule.alarm.start(clock.now())
  }

  remove(rule: Rule) {
    rule.alarm?.cancel()
    this.rules.delete(rule.name)
    this.cloud.tags.forget(rule.arn)
  }

  /** An event of this account as of now. */
  event(
    source: string,
    detailType: string,
    detail: Record<string, unknown>,
    resources: string[],
    time = this.cloud.clock.now(),
  ): Event {
    return {
      version: '0',
      id: randomUUID(),
      'detail-type': detailType,
      source,
      account: this.cloud.account,
      time: eventTime(time),
      region: this.cloud.region,
      resources,
      detail,
    }
  }

  /** Puts an event on the bus: every enabled rule it fits sends it to its targets. */
  publish(event: Event) {
    for (const rule of this.rules.values())
      if (rule.state === 'ENABLED' && rule.pattern && fits(rule.pattern.parsed, event)) this.#send(rule, event)
  }

  close() {
    for (const rule of this.rules.values()) rule.alarm?.cancel()
  }

  #send(rule: Rule, event: Event) {
    for (const target of rule.targets.values())
      void inBackground(this.cloud, () => deliverEvent(this.cloud, rule, target, event))
  }

  /** The other services exist by the time there is a rule. */
  #listen() {
    if (this.#isListening) return
    this.#isListening = true
    forwardEvents(this.cloud, (source, detailType, detail, resources) =>
      this.publish(this.event(source, detailType, detail, resources)),
    )
  }
}
