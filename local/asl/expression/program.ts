import jsonata from 'jsonata'
import { BoundedRegExp } from './bounded-regexp.ts'
import { Budget, budgetName, budgetOf, type Environment, memoryWords } from './budget.ts'
import { isQuadratic, mostSorted, pad } from './costly-builtins.ts'
import { functions } from './functions.ts'

/** A compiled JSONata expression. */
export interface Program {
  /** Evaluates it with cloud time for `$now()` and `$millis()`. Rejects with an error that may have a `code`. */
  run(variables: Record<string, unknown>, now: number): Promise<unknown>
  readonly tree: jsonata.ExprNode
}

const programs = new Map<string, Program>()
const mostPrograms = 10_000

/** Compiles an expression, once. Throws JSONata's error, with `code` and `message`, when it has no meaning. */
export function programOf(source: string): Program {
  const known = programs.get(source)
  if (known) return known
  const program = compile(source)
  if (programs.size >= mostPrograms) programs.clear()
  programs.set(source, program)
  return program
}

const timeText = jsonata('$fromMillis($time, $picture, $timezone)')

function compile(source: string): Program {
  const expression = jsonata(source, { RegexEngine: BoundedRegExp as never })
  for (const [name, { run, signature }] of Object.entries({ ...functions, pad }))
    expression.registerFunction(name, run as () => unknown, signature)
  // AWS has no $eval: calling it fails like calling anything that is no function.
  expression.assign('eval', undefined)
  const most = isQuadratic(expression.ast()) ? mostSorted : Number.POSITIVE_INFINITY
  bindHook(expression, '__evaluate_entry', (budget) => budget.enter())
  bindHook(expression, '__evaluate_exit', (budget, { value }, result) => {
    budget.exit()
    if (!Array.isArray(result)) return
    if (value === '..') budget.spend(result.length)
    if (result.length > most) throw new Error(memoryWords)
  })
  return {
    run: (variables, now) =>
      expression.evaluate(undefined, {
        now: (picture?: string, timezone?: string) => timeText.evaluate(undefined, { time: now, picture, timezone }),
        millis: () => now,
        ...variables,
        [budgetName]: new Budget(),
      }),
    tree: expression.ast(),
  }
}

type Hook = (budget: Budget, node: jsonata.ExprNode, result: unknown) => void

/** JSONata calls what is bound to these symbols around every step of an evaluation. */
function bindHook(expression: jsonata.Expression, hook: string, use: Hook) {
  const assign = expression.assign as (name: string | symbol, value: unknown) => void
  const run = (node: jsonata.ExprNode, _input: unknown, environment: Environment, result: unknown) => {
    const budget = budgetOf(environment)
    if (budget) use(budget, node, result)
  }
  assign(Symbol.for(`jsonata.${hook}`), run)
}
