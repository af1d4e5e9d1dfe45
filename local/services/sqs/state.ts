import type { Cloud } from '../../cloud.ts'
import { type Policy, readPolicy } from '../../policy/document.ts'
import type { Message } from './message.ts'
import type { Queue } from './queue.ts'

/** The account's queues. */
export class SqsState {
  readonly cloud: Cloud
  readonly queues = new Map<string, Queue>()
  /** When queues were deleted, by name: a name is free again after a minute. */
  readonly deletedAt = new Map<string, number>()

  constructor(cloud: Cloud) {
    this.cloud = cloud
  }

  arnOf(name: string): string {
    return `arn:aws:sqs:${this.cloud.region}:${this.cloud.account}:${name}`
  }

  urlOf(name: string): string {
    return `${this.cloud.endpoint}/${this.cloud.account}/${name}`
  }

  /** A queue by its URL or ARN. */
  queue(urlOrArn: string): Queue | undefined {
    const [account = '', name = ''] = urlOrArn.split(urlOrArn.startsWith('arn:') ? ':' : '/').slice(-2)
    const isForeign = /^\d{12}$/.test(account) && account !== this.cloud.account
    const isElsewhere = urlOrArn.startsWith('arn:') && urlOrArn !== this.arnOf(name)
    return isForeign || isElsewhere ? undefined : this.queues.get(name)
  }

  /** The queue's own policy, for those who have no other. */
  policyOf(arn: string): Policy | undefined {
    const text = this.queue(arn)?.attributes.Policy
    return text ? readPolicy(text) : undefined
  }

  /** Takes a message that another queue gave up; it is lost where there is no such queue. */
  takeDeadLetter(queueArn: string, message: Message) {
    this.queue(queueArn)?.put(message)
  }
}
