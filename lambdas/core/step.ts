import { Logger } from '@aws-lambda-powertools/logger'
import middy from '@middy/core'
import type { Context } from 'aws-lambda'
import * as z from 'zod'
import { StepError, translated } from './errors.ts'

/** What every state passes: whose step it is, the execution's ARN, and the state's name for the logs. */
const base = {
  service: z.string(),
  execution: z.string(),
  state: z.string(),
}

/** An object of exactly these keys; an error about any other key lists the allowed ones, except those that AWS adds itself. */
export function exactly<Shape extends z.ZodRawShape>(shape: Shape) {
  const keys = Object.keys(shape)
    .filter((key) => !key.startsWith('AWS_'))
    .join(', ')
  return z.strictObject(shape, {
    error: ({ code }) =>
      code === 'unrecognized_keys' ? `is not known; allowed are ${keys}` : `must be an object of ${keys}`,
  })
}

/** The schema of a step's payload: the keys every state passes and the step's own; any other key is refused. */
export function payload<Own extends z.ZodRawShape>(own: Own) {
  return exactly({ ...base, ...own })
}

/** What a step gets besides its payload. */
export interface StepContext {
  /** Writes JSON lines that carry service, execution and state. */
  log: Logger
}

type Run<Schema extends z.ZodType, Result> = (payload: z.output<Schema>, context: StepContext) => Promise<Result>

const logger = new Logger()

/**
 * A Lambda handler of one step: parses the payload, logs with the names a person looks for, and ends with named errors
 * only where we know a reaction. The schema stays reachable for the tests that compare it with the state machines.
 */
export function step<Schema extends z.ZodType, Result>(schema: Schema, run: Run<Schema, Result>) {
  // Lambda's own timeout must end the function: middy's early one would be an error nobody has a Retry for.
  const handler = middy({ timeoutEarlyInMillis: 0 }).handler(async (event: unknown, context: Context) => {
    const log = loggerOf(event, context)
    try {
      const result = await run(parsed(schema, event, 'the payload'), { log })
      log.info('done', { result })
      return result
    } catch (error) {
      const known = translated(error)
      log.error('failed', known as Error)
      throw known
    }
  })
  return Object.assign(handler, { schema })
}

/** The value as the schema understands it; else `InvalidInput` with each mistake: the field, and what is allowed. */
export function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const mistakes = result.error.issues.flatMap((issue) =>
    fieldsOf(issue, what).map((field) => `${field}: ${issue.message}`),
  )
  throw new StepError('InvalidInput', mistakes.join('; '))
}

function fieldsOf(issue: z.core.$ZodIssue, what: string): string[] {
  const keys = issue.code === 'unrecognized_keys' ? issue.keys : []
  if (keys.length) return keys.map((key) => [...issue.path, key].join('.'))
  return [issue.path.join('.') || what]
}

/** `service` is a key the logger reserves for itself, so it is given as the logger's own service name. */
function loggerOf(event: unknown, context: Context): Logger {
  const { service, execution, state } = (event ?? {}) as Record<string, unknown>
  const child = logger.createChild(typeof service === 'string' ? { serviceName: service } : {})
  child.addContext(context)
  child.appendKeys({ execution: String(execution), state: String(state) })
  return child
}
