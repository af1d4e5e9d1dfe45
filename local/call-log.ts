/** One API call as CloudTrail would record it. */
export interface CallRecord {
  /** Cloud time in milliseconds since the epoch. */
  time: number
  principalArn: string
  roleArn?: string
  /** With its service prefix: `dynamodb:CreateTable`. */
  action: string
  resources: readonly string[]
  /** The AWS error code, where the call failed. */
  error?: string
}

/** Every call the cloud has answered, newest last, bounded so that a long-lived cloud keeps its memory. */
export class CallLog {
  readonly #records: CallRecord[] = []
  readonly #limit: number
  #total = 0

  constructor(limit = 200_000) {
    this.#limit = limit
  }

  /** How many calls have been recorded since the start, also those no longer kept. */
  get total(): number {
    return this.#total
  }

  get records(): readonly CallRecord[] {
    return this.#records
  }

  add(record: CallRecord) {
    this.#total++
    this.#records.push(record)
    if (this.#records.length > this.#limit) this.#records.splice(0, this.#limit / 10)
  }
}
