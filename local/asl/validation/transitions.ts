import type { State, StateGroup } from '../definition.ts'
import type { Report } from './diagnostic.ts'

interface Edge {
  target: string
  location: string
}

/** Reports transitions that lead nowhere and states that none leads to, in this group and those inside of it. */
export function checkTransitions(report: Report, group: StateGroup, at = '') {
  const edges = new Map(
    Object.entries(group.States).map(([name, state]) => [name, edgesOf(state, `${at}/States/${name}`)]),
  )
  const start = { target: group.StartAt, location: `${at}/StartAt` }
  for (const { target, location } of [start, ...[...edges.values()].flat()])
    if (!Object.hasOwn(group.States, target))
      report.error('MISSING_TRANSITION_TARGET', `Missing 'Next' target: ${target}`, location)
  if (at === '' && !Object.values(group.States).some(isTerminal))
    report.error('MISSING_END_STATE', 'Workflow has no terminal state')
  else reportUnreachable(report, group, edges, at)
  for (const [name, state] of Object.entries(group.States)) checkInside(report, state, `${at}/States/${name}`)
}

function checkInside(report: Report, state: State, at: string) {
  if (state.Type === 'Map') checkTransitions(report, state.ItemProcessor, `${at}/ItemProcessor`)
  if (state.Type !== 'Parallel') return
  for (const [index, branch] of state.Branches.entries()) checkTransitions(report, branch, `${at}/Branches[${index}]`)
}

function edgesOf(state: State, at: string): Edge[] {
  const edges: Edge[] = []
  if ('Next' in state && state.Next !== undefined) edges.push({ target: state.Next, location: `${at}/Next` })
  if (state.Type === 'Choice') {
    for (const [index, { Next }] of state.Choices.entries())
      edges.push({ target: Next, location: `${at}/Choices[${index}]/Next` })
    if (state.Default !== undefined) edges.push({ target: state.Default, location: `${at}/Default` })
  }
  if ('Catch' in state)
    for (const [index, { Next }] of (state.Catch ?? []).entries())
      edges.push({ target: Next, location: `${at}/Catch[${index}]/Next` })
  return edges
}

const isTerminal = (state: State) =>
  state.Type === 'Succeed' || state.Type === 'Fail' || ('End' in state && state.End === true)

function reportUnreachable(report: Report, { StartAt, States }: StateGroup, edges: Map<string, Edge[]>, at: string) {
  const reached = new Set<string>()
  const pending = [StartAt]
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (reached.has(name)) continue
    reached.add(name)
    pending.push(...(edges.get(name) ?? []).map(({ target }) => target))
  }
  for (const name of Object.keys(States))
    if (!reached.has(name))
      report.error('MISSING_TRANSITION_TARGET', `State "${name}" is not reachable.`, `${at}/States/${name}`)
}

/** Reports state names that stand for more than one state of the machine. */
export function checkNames(report: Report, group: StateGroup, at = '', seen = new Set<string>()) {
  for (const [name, state] of Object.entries(group.States)) {
    const location = `${at}/States/${name}`
    if (seen.has(name)) report.error('DUPLICATE_STATE_NAME', `Duplicate State name: ${name}`, location)
    seen.add(name)
    if (state.Type === 'Map') checkNames(report, state.ItemProcessor, `${location}/ItemProcessor`, seen)
    if (state.Type !== 'Parallel') continue
    for (const [index, branch] of state.Branches.entries())
      checkNames(report, branch, `${location}/Branches[${index}]`, seen)
  }
}
