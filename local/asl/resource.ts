/** How a task waits for the work it starts. Source: Step Functions, Service integration patterns. */
export type Pattern = 'sync' | 'sync:2' | 'waitForTaskToken'

/** A function called by its own ARN: the task's arguments are the event, its result the payload. */
export interface FunctionResource {
  kind: 'function'
  arn: string
}

/** An API of a service: `arn:aws:states:::lambda:invoke.waitForTaskToken`. */
export interface ServiceResource {
  kind: 'service'
  /** As the history names it: `lambda`, `states`, `aws-sdk:dynamodb`. */
  service: string
  /** `invoke`, `startExecution`, `getItem`. */
  action: string
  pattern?: Pattern
}

export type Resource = FunctionResource | ServiceResource

const functionArn = /^arn:aws[\w-]*:lambda:[\w-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/
const serviceArn =
  /^arn:aws[\w-]*:states:::((?:aws-sdk:)?[A-Za-z0-9]+):([A-Za-z0-9]+)(?:\.(sync:2|sync|waitForTaskToken))?$/

/** The parts of a Task's Resource; undefined for what names no function and no API. */
export function parseResource(resource: string): Resource | undefined {
  if (functionArn.test(resource)) return { kind: 'function', arn: resource }
  const [, service, action, pattern] = serviceArn.exec(resource) ?? []
  if (!service || !action) return undefined
  return { kind: 'service', service, action, ...(pattern && { pattern: pattern as Pattern }) }
}

/** As the history names the API: `invoke.waitForTaskToken`. */
export const actionOf = ({ action, pattern }: ServiceResource) => (pattern ? `${action}.${pattern}` : action)

/** Whether the task's work is a function that it waits for, which runs in wall time. */
export function runsFunction(resource: Resource): boolean {
  if (resource.kind === 'function') return true
  const { service, action, pattern } = resource
  return (service === 'lambda' || service === 'aws-sdk:lambda') && action === 'invoke' && pattern === undefined
}
