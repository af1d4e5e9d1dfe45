import { codeOf, StepError } from './errors.ts'
import { serviceTag } from './names.ts'

/** AWS's codes for "there is no such thing", without the suffixes some protocols add. */
const absence = [
  /^NoSuchEntity$/,
  /^ResourceNotFound$/,
  /^ParameterNotFound$/,
  /^InvalidResourceId$/,
  /^(LoadBalancer|TargetGroup|Listener)NotFound$/,
  /^Invalid[A-Za-z]+\.NotFound$/,
  /^ExecutionDoesNotExist$/,
]

/** What AWS answers, or nothing where it says that there is no such thing. Every other error passes. */
export async function found<Answer>(request: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await request
  } catch (error) {
    if (absence.some((pattern) => pattern.test(codeOf(error) ?? ''))) return undefined
    throw error
  }
}

/** All pages of a paginator, which hides the tokens that AWS's lists go on with. */
export async function pagesOf<Page>(pages: AsyncIterable<Page>): Promise<Page[]> {
  const collected: Page[] = []
  for await (const page of pages) collected.push(page)
  return collected
}

/** A member that AWS always answers with and the SDK's types call optional. */
export function given<Value>(value: Value | undefined | null, member: string): Value {
  if (value === undefined || value === null) throw new Error(`AWS answered without ${member}`)
  return value
}

/** The form tags have in most of AWS's answers. */
export type Tags = readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined

/** Whether a resource with these tags belongs to the service. */
export function isOurs(tags: Tags, service: string): boolean {
  return (tags ?? []).some(({ Key, Value }) => Key === serviceTag && Value === service)
}

/** Throws `NotOurs`, so that a step never changes what somebody else made under a name we need. */
export function refuseUnlessOurs(tags: Tags, service: string, what: string): void {
  if (isOurs(tags, service)) return
  throw new StepError(
    'NotOurs',
    `${what} exists and does not carry the tag ${serviceTag}=${service}: it was left untouched. Choose another service name, or remove it yourself.`,
  )
}

/** A variable the stack gives the function; without it the deployment is at fault, and the message says which. */
export function variable(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`The function has no environment variable ${name}`)
  return value
}
