import type { CreateTableInput, TableDescription, TableStatus } from '@aws-sdk/client-dynamodb'
import { AwsError } from '../../aws-error.ts'
import type { Timer } from '../../clock.ts'
import type { Cloud } from '../../cloud.ts'
import { inBackground } from '../../in-background.ts'
import { expireItems } from './expire-items.ts'
import { ItemStore } from './store.ts'

/** A table as the cloud keeps it beside dynalite's items. */
export interface Table {
  name: string
  arn: string
  id: string
  /** Cloud time in milliseconds. */
  createdAt: number
  deletedAt?: number
  deletionProtected: boolean
  pointInTimeRecovery: boolean
  tableClass: string
  encrypted: CreateTableInput['SSESpecification'] | undefined
  /** The attribute whose Unix time in seconds ends an item's life. */
  expiryAttribute?: string
}

const sweepMilliseconds = 10 * 60_000

/** Tables by name; their status follows from the clock, their items are dynalite's. */
export class DynamoDbState {
  readonly cloud: Cloud
  readonly items: ItemStore
  readonly #tables = new Map<string, Table>()
  #sweep: Timer | undefined

  constructor(cloud: Cloud) {
    this.cloud = cloud
    this.items = new ItemStore()
  }

  get tables(): Table[] {
    return [...this.#tables.keys()].flatMap((name) => this.find(name) ?? [])
  }

  /** The ARN of a table by its name; an ARN stays what it is, also another account's. */
  arnOf(nameOrArn: string): string {
    if (nameOrArn.startsWith('arn:')) return nameOrArn
    return `arn:aws:dynamodb:${this.cloud.region}:${this.cloud.account}:table/${nameOrArn}`
  }

  /** The table of a name or ARN, unless it is gone. */
  find(nameOrArn: string): Table | undefined {
    const prefix = this.arnOf('')
    const name = nameOrArn.startsWith(prefix) ? nameOrArn.slice(prefix.length) : nameOrArn
    const table = this.#tables.get(name)
    if (table?.deletedAt === undefined || !this.#hasPassed(table.deletedAt, this.cloud.latencies.tableDeleting))
      return table
    this.#tables.delete(name)
    return undefined
  }

  add(table: Table) {
    this.#tables.set(table.name, table)
  }

  status(table: Table): TableStatus {
    if (table.deletedAt !== undefined) return 'DELETING'
    return this.#hasPassed(table.createdAt, this.cloud.latencies.tableCreating) ? 'ACTIVE' : 'CREATING'
  }

  /** The table an operation names, in whatever state. Throws `ResourceNotFoundException`. */
  existing(nameOrArn: string | undefined): Table {
    const table = this.find(nameOrArn ?? '')
    if (!table)
      throw new AwsError('ResourceNotFoundException', `Requested resource not found: Table: ${nameOrArn} not found`)
    return table
  }

  /** The table whose tags an operation names, by its ARN alone. */
  tagged(arn = ''): Table {
    if (arn.startsWith('arn:')) return this.existing(arn)
    throw new AwsError('ValidationException', `Invalid TableArn: Invalid ResourceArn provided as input ${arn}`)
  }

  /** The table whose items an operation touches: only an active one has any. */
  active(nameOrArn: string | undefined): Table {
    const table = this.find(nameOrArn ?? '')
    if (!table || this.status(table) !== 'ACTIVE')
      throw new AwsError('ResourceNotFoundException', 'Requested resource not found')
    return table
  }

  /** What CreateTable, DescribeTable and DeleteTable show: dynalite's description with the cloud's own facts. */
  describe(table: Table, stored: TableDescription | undefined): TableDescription {
    return {
      ...stored,
      TableName: table.name,
      TableArn: table.arn,
      TableId: table.id,
      TableStatus: this.status(table),
      CreationDateTime: new Date(table.createdAt),
      DeletionProtectionEnabled: table.deletionProtected,
      ...(table.tableClass === 'STANDARD' ? {} : { TableClassSummary: { TableClass: table.tableClass as 'STANDARD' } }),
      ...(table.encrypted?.Enabled ? { SSEDescription: { Status: 'ENABLED', SSEType: 'KMS' } } : {}),
    }
  }

  /** Begins deleting the expired items of tables with a time to live, as DynamoDB does, some time after they expire. */
  watchExpiry() {
    this.#sweep ??= this.cloud.clock.every(sweepMilliseconds, () => inBackground(this.cloud, () => this.sweepExpired()))
  }

  async sweepExpired() {
    for (const table of this.tables)
      if (table.expiryAttribute !== undefined && this.status(table) === 'ACTIVE')
        await expireItems(this.items, table.name, table.expiryAttribute, this.cloud.clock.now()).catch(unlessDeleted)
  }

  async close() {
    this.#sweep?.cancel()
    await this.items.close()
  }

  #hasPassed(since: number, seconds: number): boolean {
    return this.cloud.clock.now() >= since + seconds * 1000
  }
}

/** A table may be deleted while it is swept. */
function unlessDeleted(error: unknown) {
  if (!(error instanceof AwsError && error.code === 'ResourceNotFoundException')) throw error
}
