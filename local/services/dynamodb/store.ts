import { create, type Store } from 'dynalite/db/index.js'
import { checkTypes, checkValidations, type Rules } from 'dynalite/validations/index.js'
import { AwsError } from '../../aws-error.ts'
import { decodeJson, renderJson } from '../../protocols/json.ts'
import { modelOf } from '../../protocols/model.ts'
import { boundedCheck } from './bounded-check.ts'
import { withFailedItem } from './condition-failure.ts'
import { service } from './service.ts'

/** A request or an answer as DynamoDB's JSON has it. */
export type Json = Record<string, unknown>

/** An operation of dynalite's: what its request may hold, and how it is carried out. */
interface Action {
  rules: Rules
  act(store: Store, data: object, done: (error: unknown, answer: Json) => void): void
}

/** What dynalite throws or passes on for an error that is the caller's. */
interface Refused {
  statusCode?: number
  body?: Json
}

/**
 * Items of all tables, kept in memory by dynalite. Its parts are called as its HTTP server calls them, without the
 * server: reading an item is in the path of each request of a web server that is built on this cloud.
 */
export class ItemStore {
  readonly #store: Store = create({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 })
  readonly #actions = new Map<string, Promise<Action>>()

  /** Answers an operation as DynamoDB would; throws AwsError with DynamoDB's own code and words. */
  async send(operation: string, input: unknown): Promise<Json> {
    const model = (await modelOf(service)).operations.get(operation)
    if (!model) throw new Error(`DynamoDB has no operation ${operation}`)
    const request = JSON.parse(renderJson(model.input, input, false)) as Json
    const answer = await this.#carryOut(operation, request).catch(async (error: unknown) => {
      throw await withFailedItem(error, request, (...read) => this.#carryOut(...read))
    })
    return decodeJson(model.output, Buffer.from(JSON.stringify(answer)), false)
  }

  async close() {
    await this.#store.db.close()
  }

  #action(operation: string): Promise<Action> {
    const known = this.#actions.get(operation)
    if (known) return known
    const action = load(operation)
    this.#actions.set(operation, action)
    return action
  }

  async #carryOut(operation: string, request: Json): Promise<Json> {
    const { rules, act } = await this.#action(operation)
    try {
      // dynalite takes the request apart.
      const data = checkTypes({ ...request }, rules.types)
      boundedCheck(request, () => checkValidations(data, rules.types, rules.custom, this.#store))
      return await new Promise((resolve, reject) =>
        act(this.#store, data, (error, answer) => (error ? reject(error) : resolve(answer))),
      )
    } catch (error) {
      throw asAwsError(error)
    }
  }
}

/** dynalite has a file for each operation's rules and one for what it does. */
async function load(operation: string): Promise<Action> {
  const file = `${operation.charAt(0).toLowerCase()}${operation.slice(1)}.js`
  const [rules, action] = await Promise.all([
    import(`dynalite/validations/${file}`),
    import(`dynalite/actions/${file}`),
  ])
  return { rules: rules.default, act: action.default }
}

/** Errors without a status are defects and stay what they are. */
function asAwsError(error: unknown): unknown {
  const { statusCode, body } = error as Refused
  if (statusCode === undefined || body === undefined) return error
  const { __type = 'InternalFailure', message, Message, ...members } = body
  const code = String(__type).split('#').at(-1) ?? ''
  return new AwsError(code, String(message ?? Message ?? ''), statusCode, members)
}
