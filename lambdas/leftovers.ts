import { StepError } from './core/errors.ts'
import { payload, step } from './core/step.ts'
import { inventory } from './lookups/inventory.ts'

/** Looks at AWS, not at what the teardown says it did. `Leftovers` names everything that still carries the tag. */
export const AuditLeftovers = step(payload({}), async ({ service, execution }) => {
  const audits = Object.entries(inventory).map(async ([kind, find]) => {
    const names = await find(service, execution)
    return { kind, names }
  })
  const audited = await Promise.all(audits)
  const left = audited.flatMap(({ kind, names }) => names.map((name) => `${kind} ${name}`))
  if (left.length) throw new StepError('Leftovers', `The service ${service} left behind: ${left.join(', ')}.`)
  return { audited: audited.map(({ kind }) => kind) }
})
