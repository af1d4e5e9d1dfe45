import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { RuntimeError } from './error-response.ts'

export type Handler = (event: unknown, context: object, callback?: Callback) => unknown
type Callback = (error: unknown, result?: unknown) => void

/**
 * Loads `module.path.to.export` from a function's folder.
 * Throws `Runtime.MalformedHandlerName`, `ImportModuleError`, `UserCodeSyntaxError`, `HandlerNotFound`, or what the module throws.
 */
export async function loadHandler(folder: string, name: string): Promise<Handler> {
  const [, moduleName, path] = /^([^.]+(?:\/[^.]+)*)\.(.+)$/.exec(name) ?? []
  if (!moduleName || !path || name.includes('..')) throw new RuntimeError('MalformedHandlerName', 'Bad handler')
  const exports = await load(folder, moduleName)
  const handler = exportOf(exports, path) ?? exportOf(exports.default, path)
  if (handler === undefined) throw new RuntimeError('HandlerNotFound', `${name} is undefined or not exported`)
  if (typeof handler !== 'function') throw new RuntimeError('HandlerNotFound', `${name} is not a function`)
  if (handler.length >= 3 && !callbacksAllowed()) throw new RuntimeError('CallbackHandlerDeprecated', noCallbacks)
  return handler as Handler
}

/** Calls a handler of either form: one that returns its result, or, before Node 24, one that takes a callback. */
export function call(handler: Handler, event: unknown, context: object): unknown {
  if (handler.length < 3) return handler(event, context)
  return new Promise((resolve, reject) => {
    const callback: Callback = (error, result) => (error ? reject(error) : resolve(result))
    const returned = handler(event, context, callback)
    if (returned instanceof Promise) returned.then(resolve, reject)
  })
}

const noCallbacks =
  'AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later.'

function callbacksAllowed(): boolean {
  return /nodejs(18|20|22)\.x$/.test(process.env.AWS_EXECUTION_ENV ?? '')
}

async function load(folder: string, moduleName: string): Promise<Record<string, unknown>> {
  const path = ['.mjs', '.js', '.cjs']
    .map((ending) => join(folder, moduleName + ending))
    .find((each) => existsSync(each))
  if (!path) throw new RuntimeError('ImportModuleError', `Error: Cannot find module '${moduleName}'`)
  try {
    return await import(pathToFileURL(path).href)
  } catch (error) {
    if (error instanceof SyntaxError) throw new RuntimeError('UserCodeSyntaxError', String(error))
    const code = (error as NodeJS.ErrnoException | undefined)?.code
    if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') {
      throw new RuntimeError('ImportModuleError', String(error))
    }
    throw error
  }
}

function exportOf(exports: unknown, path: string): unknown {
  let value = exports
  for (const key of path.split('.')) value = (value as Record<string, unknown> | undefined)?.[key]
  return value
}
