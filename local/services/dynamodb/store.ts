import { once } from 'node:events'
import type { Server } from 'node:http'
import { join } from 'node:path'
import dynalite from 'dynalite'
import { Pool } from 'undici'
import { AwsError } from '../../aws-error.ts'
import type { Cloud } from '../../cloud.ts'
import { decodeJson, renderJson } from '../../protocols/json.ts'
import { modelOf } from '../../protocols/model.ts'
import { service } from './service.ts'

interface Dynalite {
  server: Server
  pool: Pool
}

/** Items of all tables, kept by dynalite behind a socket in the cloud's own folder, where only we reach it. */
export class ItemStore {
  readonly #cloud: Cloud
  #opened: Promise<Dynalite> | undefined

  constructor(cloud: Cloud) {
    this.#cloud = cloud
  }

  /** Answers an operation as DynamoDB would; throws AwsError with DynamoDB's own code and words. */
  async send(operation: string, input: unknown): Promise<Record<string, unknown>> {
    this.#opened ??= this.#open()
    const { pool } = await this.#opened
    const model = (await modelOf(service)).operations.get(operation)
    if (!model) throw new Error(`DynamoDB has no operation ${operation}`)
    const { statusCode, body } = await pool.request({
      method: 'POST',
      path: '/',
      headers: headersFor(operation),
      body: renderJson(model.input, input, false),
    })
    const bytes = new Uint8Array(await body.arrayBuffer())
    if (statusCode !== 200) throw asAwsError(bytes, statusCode)
    return decodeJson(model.output, bytes, false)
  }

  async close() {
    if (!this.#opened) return
    const { server, pool } = await this.#opened
    await pool.destroy()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }

  async #open(): Promise<Dynalite> {
    const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 })
    const socketPath = join(this.#cloud.folder, 'dynamodb.sock')
    server.listen(socketPath)
    await once(server, 'listening')
    return { server, pool: new Pool('http://dynamodb', { socketPath, connections: 16 }) }
  }
}

/** dynalite wants a signature's form; the front door has verified the real one. */
function headersFor(operation: string) {
  return {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `DynamoDB_20120810.${operation}`,
    'x-amz-date': '20260101T000000Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=front-door/20260101/us-west-2/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  }
}

function asAwsError(bytes: Uint8Array, status: number): AwsError {
  const { __type = 'InternalFailure', message, Message, ...members } = JSON.parse(Buffer.from(bytes).toString('utf8'))
  return new AwsError(String(__type).split('#').at(-1) ?? '', message ?? Message ?? '', status, members)
}
