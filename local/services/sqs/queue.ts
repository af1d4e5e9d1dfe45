import { randomUUID } from 'node:crypto'
import { type Attributes, readRedrive, usualAttributes } from './attributes.ts'
import type { Message } from './message.ts'

/** Where a queue hands a message it gives up, by the ARN of the dead-letter queue. */
type GiveUp = (queueArn: string, message: Message) => void

/** One standard queue. Messages become visible, and are forgotten, by the clock's time at each access. */
export class Queue {
  readonly name: string
  readonly arn: string
  readonly createdAt: number
  modifiedAt: number
  purgedAt = Number.NEGATIVE_INFINITY
  attributes: Attributes
  readonly #messages: Message[] = []
  readonly #arrivals = new Set<() => void>()

  constructor(name: string, arn: string, attributes: Attributes, now: number) {
    this.name = name
    this.arn = arn
    this.attributes = { ...usualAttributes, ...attributes }
    this.createdAt = now
    this.modifiedAt = now
  }

  /** An attribute that is a number. */
  number(name: string): number {
    return Number(this.attributes[name] ?? 0)
  }

  put(message: Message) {
    this.#messages.push(message)
    for (const tell of this.#arrivals) tell()
  }

  /** Calls `arrived` on the next message; the answer stops it. */
  onArrival(arrived: () => void): () => void {
    this.#arrivals.add(arrived)
    return () => this.#arrivals.delete(arrived)
  }

  /** Takes up to `count` visible messages and hides them; those received too often go to the dead-letter queue. */
  receive(count: number, hiddenSeconds: number, now: number, giveUp: GiveUp): Message[] {
    this.#forgetOld(now)
    const received: Message[] = []
    for (const message of this.#messages.filter(({ visibleAt }) => visibleAt <= now)) {
      if (received.length === count) break
      const redrive = readRedrive(this.attributes.RedrivePolicy)
      if (redrive && message.receiveCount >= redrive.maxReceiveCount) {
        this.#remove(message)
        giveUp(redrive.deadLetterTargetArn, { ...message, deadLetterSourceArn: this.arn, receiveCount: 0 })
        continue
      }
      message.receiptHandle = randomUUID()
      message.receiveCount++
      message.firstReceivedAt ??= now
      message.visibleAt = now + hiddenSeconds * 1000
      received.push(message)
    }
    return received
  }

  /** The message a receipt handle stands for. */
  find(receiptHandle: string): Message | undefined {
    return this.#messages.find((message) => message.receiptHandle === receiptHandle)
  }

  /** Deleting a message that is gone is fine. */
  delete(receiptHandle: string) {
    const message = this.find(receiptHandle)
    if (message) this.#remove(message)
  }

  purge() {
    this.#messages.length = 0
  }

  /** How many messages can be received now, are in flight, and wait out their delay. */
  counts(now: number) {
    this.#forgetOld(now)
    const hidden = this.#messages.filter(({ visibleAt }) => visibleAt > now)
    const delayed = hidden.filter(({ receiveCount }) => receiveCount === 0).length
    return { visible: this.#messages.length - hidden.length, inFlight: hidden.length - delayed, delayed }
  }

  #remove(message: Message) {
    this.#messages.splice(this.#messages.indexOf(message), 1)
  }

  #forgetOld(now: number) {
    const oldest = now - this.number('MessageRetentionPeriod') * 1000
    for (const message of this.#messages.filter(({ sentAt }) => sentAt < oldest)) this.#remove(message)
  }
}
