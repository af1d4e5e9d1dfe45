import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb'
import { type CloudOptions, startCloud } from '../../local/start.ts'

export const runsTable = 'runs'
export const reportsBucket = 'reports'

/** The region of the account that `startCloud` opens. */
export const region = 'us-west-2'

/** For clients of a test, which are the account's administrator whoever a step is at the moment. */
export const asAdministrator = { credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }

/** An account on a private local cloud, where the SDK finds it as it would find AWS. */
export async function openAccount(options: CloudOptions = {}) {
  const cloud = await startCloud({ speed: 100, ...options })
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_REGION: cloud.region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  })
  return cloud
}

/** The table of the stack that holds locks and runs, and the variable that names it to steps. */
export async function makeRunsTable() {
  const TableName = runsTable
  process.env.RUNS_TABLE = TableName
  const client = new DynamoDBClient(asAdministrator)
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  )
  await waitUntilTableExists({ client, minDelay: 0.05, maxDelay: 0.1, maxWaitTime: 10 }, { TableName })
}
