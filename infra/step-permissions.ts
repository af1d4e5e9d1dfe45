import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Permission } from '../lambdas/core/step-row.ts'

/** What the placeholders of the table of steps stand for in this stack, such as `Region` and `RunsTable`. */
export type Placeholders = Readonly<Record<string, string>>

/** The policy statements of a step's row. Throws for a placeholder the stack knows nothing of. */
export function statementsOf(allows: readonly Permission[], placeholders: Placeholders): PolicyStatement[] {
  return allows.map(
    ({ actions, resources = ['*'], conditions = {} }) =>
      new PolicyStatement({
        actions: [...actions],
        resources: resources.map((pattern) => filledIn(pattern, placeholders)),
        conditions: Object.fromEntries(
          Object.entries(conditions).map(([operator, keys]) => [operator, filledInValues(keys, placeholders)]),
        ),
      }),
  )
}

function filledInValues(keys: Record<string, string | string[]>, placeholders: Placeholders) {
  const entries = Object.entries(keys).map(([key, values]) => {
    const filled = [values].flat().map((value) => filledIn(value, placeholders))
    return [key, Array.isArray(values) ? filled : filled[0]]
  })
  return Object.fromEntries(entries)
}

function filledIn(pattern: string, placeholders: Placeholders): string {
  return pattern.replaceAll(/\$\{(\w+)\}/g, (placeholder, name: string) => {
    const value = placeholders[name]
    if (value === undefined) throw new Error(`${pattern}: the stack has nothing for ${placeholder}`)
    return value
  })
}
