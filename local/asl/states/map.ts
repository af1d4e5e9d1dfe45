import { isObject, type Json } from '../../json.ts'
import type { MapState } from '../definition.ts'
import type { EvaluationScope } from '../expression/evaluate.ts'
import { fill } from '../expression/template.ts'
import { fillInteger, fillTyped } from '../expression/typed-field.ts'
import { inlineConcurrency, longestSeconds, requireFits } from '../limits.ts'
import { StateError } from '../state-error.ts'
import type { Outcome, Visit } from '../visit.ts'
import { Iterations } from './iterations.ts'

/** Runs the same states for each item of an array, so many at once, and gathers their outputs in order. */
export async function map(visit: Visit<MapState>): Promise<Outcome> {
  const { state, position } = visit
  const scope = visit.scope()
  const items = await itemsOf(visit, scope)
  const limits = await limitsOf(state, scope)
  const children = position.resume && position.children ? position.children : items.map(() => undefined)
  if (!position.resume) visit.record('MapStateStarted', { mapStateStartedEventDetails: { length: items.length } })
  position.resume = false
  position.children = children
  const inputs = await inputsOf(visit, items, scope)
  await new Iterations(visit, { items, inputs, children, ...limits }).run()
  const outputs = children.flatMap((child): Json[] => (child?.result ? [child.result.output] : []))
  requireFits(outputs, visit.name)
  visit.note('MapStateSucceeded', visit.branch.previousEventId)
  return visit.complete(state, outputs, { result: outputs })
}

async function itemsOf({ state, input }: Visit<MapState>, scope: EvaluationScope): Promise<Json[]> {
  if (state.Items !== undefined) return fillTyped('array', state.Items, 'Items', scope)
  if (Array.isArray(input)) return input
  throw StateError.query('The input of a Map state without Items must be an array.', 'Items')
}

async function limitsOf(state: MapState, scope: EvaluationScope) {
  const bounds = { from: 0, to: longestSeconds }
  const maximum = await fillInteger(state.MaxConcurrency, 'MaxConcurrency', scope, bounds)
  const { ToleratedFailureCount: count, ToleratedFailurePercentage: percentage } = state
  return {
    concurrency: Math.min(maximum || inlineConcurrency, inlineConcurrency),
    toleratedCount: await fillInteger(count, 'ToleratedFailureCount', scope, bounds),
    toleratedPercentage: await percentageOf(percentage, scope),
  }
}

async function percentageOf(template: Json | undefined, scope: EvaluationScope): Promise<number | undefined> {
  if (template === undefined) return undefined
  const field = 'ToleratedFailurePercentage'
  const value = await fillTyped('number', template, field, scope)
  if (value >= 0 && value <= 100) return value
  throw StateError.query(`The ${field} field must be between 0 and 100: ${value}`, field)
}

/** What each iteration starts with: its item, or what the ItemSelector makes of it. */
async function inputsOf(visit: Visit<MapState>, items: Json[], scope: EvaluationScope): Promise<Json[]> {
  const { ItemSelector } = visit.state
  if (ItemSelector === undefined) return items
  const inputs: Json[] = []
  for (const [index, value] of items.entries()) {
    const context = {
      ...(isObject(scope.states.context) && scope.states.context),
      Map: { Item: { Index: index, Value: value } },
    }
    inputs.push(await fill(ItemSelector, 'ItemSelector', { ...scope, states: { ...scope.states, context } }))
  }
  return inputs
}
