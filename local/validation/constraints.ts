import { readFileSync } from 'node:fs'

/** What AWS's model says of a shape's values, and where to find the shapes inside it. */
export interface Shape {
  min?: number
  max?: number
  pattern?: string
  enum?: string[]
  required?: string[]
  members?: Record<string, string>
  /** The shape of a list's elements or a map's values. */
  of?: string
  /** The shape of a map's keys. */
  key?: string
}

/** The constraints of one service: the shape of each operation's input, and every shape that has any. */
export interface Constraints {
  operations: Record<string, string>
  shapes: Record<string, Shape>
}

/** Services whose errors read like those of AWS's models. EC2, S3 and SQS have words of their own and check for themselves. */
export const validatedServices: readonly string[] = [
  'autoscaling',
  'dynamodb',
  'elasticloadbalancing',
  'events',
  'iam',
  'lambda',
  'logs',
  'monitoring',
  'scheduler',
  'ssm',
  'states',
  'sts',
  'tagging',
]

const tables = new Map<string, Constraints>()

/** The constraints of a service's inputs; undefined where the service checks for itself. */
export function constraintsOf(signingName: string): Constraints | undefined {
  if (!validatedServices.includes(signingName)) return undefined
  const known = tables.get(signingName)
  if (known) return known
  const text = readFileSync(new URL(`tables/${signingName}.json`, import.meta.url), 'utf8')
  const table = JSON.parse(text) as Constraints
  tables.set(signingName, table)
  return table
}
