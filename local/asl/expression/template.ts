import { isObject, type Json } from '../../json.ts'
import { type EvaluationScope, evaluate } from './evaluate.ts'
import { sourceOf } from './source.ts'

const constants = new WeakMap<object, boolean>()

/** A template with every expression in it replaced by its value. `field` leads to it, as in `Arguments/Payload`. */
export async function fill(template: Json, field: string, scope: EvaluationScope): Promise<Json> {
  const source = sourceOf(template)
  if (source !== undefined) return evaluate(source, field, scope)
  if (typeof template !== 'object' || template === null || isConstant(template)) return template
  if (Array.isArray(template)) {
    const items: Json[] = []
    for (const [index, item] of template.entries()) items.push(await fill(item, `${field}[${index}]`, scope))
    return items
  }
  const members: [string, Json][] = []
  for (const [key, value] of Object.entries(template)) members.push([key, await fill(value, `${field}/${key}`, scope)])
  return Object.fromEntries(members)
}

/** Whether there is nothing to evaluate anywhere in a part of a definition; found out once. */
function isConstant(template: Json): boolean {
  if (typeof template !== 'object' || template === null) return sourceOf(template) === undefined
  const known = constants.get(template)
  if (known !== undefined) return known
  const constant = (isObject(template) ? Object.values(template) : template).every(isConstant)
  constants.set(template, constant)
  return constant
}
