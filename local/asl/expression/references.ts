import { builtins } from './builtins.ts'
import { programOf } from './program.ts'

/** What an expression refers to beyond itself. */
export interface References {
  /** Names of variables it does not make itself. */
  variables: Set<string>
  /** Members of `$states` it reads. */
  states: Set<string>
  /** What it reads from a context item it never has: a bare name, `$`, a wildcard. */
  topLevel: Set<string>
  /** Whether it reads `$$`. */
  root: boolean
}

/** JSONata's syntax tree as far as it is walked here. */
interface Node {
  type: string
  value?: unknown
  steps?: Node[]
  stages?: Node[]
  predicate?: Node[]
  expr?: Node
  expression?: Node
  expressions?: Node[]
  terms?: { expression: Node }[]
  arguments?: Node[]
  procedure?: Node
  body?: Node
  lhs?: Node | [Node, Node][]
  rhs?: Node
  condition?: Node
  then?: Node
  else?: Node
  pattern?: Node
  update?: Node
  delete?: Node
  group?: { lhs: [Node, Node][] }
  focus?: string
  index?: string
}

/** Where a part of an expression stands. */
interface Place {
  /** Names bound around it, added to as the walk meets bindings. */
  locals: Set<string>
  /** Whether its context item would be the document, of which a state machine's expressions have none. */
  topLevel: boolean
}

/** Finds what an expression refers to. Throws JSONata's error when it does not parse. */
export function referencesOf(source: string): References {
  const found: References = { variables: new Set(), states: new Set(), topLevel: new Set(), root: false }
  new Walk(found).visit(programOf(source).tree as unknown as Node, { locals: new Set(), topLevel: true })
  return found
}

class Walk {
  readonly #found: References

  constructor(found: References) {
    this.#found = found
  }

  visit(node: Node | undefined, place: Place): void {
    if (!node) return
    if (node.type === 'path') this.#path(node.steps ?? [], place)
    else if (node.type === 'variable') this.#variable(String(node.value), place)
    else if (node.type === 'name' && place.topLevel) this.#found.topLevel.add(String(node.value))
    else if (['wildcard', 'descendant', 'parent'].includes(node.type) && place.topLevel)
      this.#found.topLevel.add(String(node.value ?? '%'))
    else this.#compound(node, place)
    const inner = { ...place, topLevel: false }
    for (const stage of [...(node.stages ?? []), ...(node.predicate ?? [])]) this.visit(stage.expr, inner)
    for (const pair of node.group?.lhs ?? []) for (const part of pair) this.visit(part, inner)
  }

  #variable(name: string, { locals, topLevel }: Place) {
    if (name === '$') this.#found.root = true
    else if (name === '') {
      if (topLevel) this.#found.topLevel.add('$')
    } else if (name !== 'states' && !locals.has(name) && !builtins.has(name)) this.#found.variables.add(name)
  }

  /** Only the first step is evaluated against the document; each later one against what the step before gave. */
  #path(steps: readonly Node[], place: Place) {
    const [first, second] = steps
    if (first?.type === 'variable' && first.value === 'states' && second?.type === 'name')
      this.#found.states.add(String(second.value))
    for (const [index, step] of steps.entries()) {
      this.visit(step, index === 0 ? place : { ...place, topLevel: false })
      for (const { expression } of step.terms ?? []) this.visit(expression, { ...place, topLevel: false })
      if (step.focus) place.locals.add(step.focus)
      if (step.index) place.locals.add(step.index)
    }
  }

  #compound(node: Node, place: Place) {
    if (node.type === 'lambda') return this.#lambda(node, place)
    if (node.type === 'bind') return this.#bind(node, place)
    const inner = node.type === 'block' ? { ...place, locals: new Set(place.locals) } : place
    const { lhs, rhs, expression, expressions = [], procedure, condition, then, else: otherwise } = node
    if (Array.isArray(lhs)) for (const pair of lhs) for (const part of pair) this.visit(part, inner)
    else this.visit(lhs, inner)
    const parts = [rhs, expression, ...expressions, procedure, ...(node.arguments ?? []), condition, then, otherwise]
    for (const part of parts) this.visit(part, inner)
    for (const part of [node.pattern, node.update, node.delete]) this.visit(part, { ...inner, topLevel: false })
  }

  /** A function's body keeps the context of where it is defined. */
  #lambda({ arguments: parameters = [], body }: Node, { locals, topLevel }: Place) {
    const names = parameters.map(({ value }) => String(value))
    this.visit(body, { locals: new Set([...locals, ...names]), topLevel })
  }

  /** A function can call itself by the name it is bound to. */
  #bind({ lhs, rhs }: Node, place: Place) {
    if (lhs && !Array.isArray(lhs)) place.locals.add(String(lhs.value))
    this.visit(rhs, place)
  }
}
