import type { Json } from '../json.ts'
import type { MapItem } from './context-object.ts'
import type { StateGroup } from './definition.ts'
import type { Variables } from './variables.ts'

/** Where a branch stands. */
export interface Position {
  stateName: string
  input: Json
  /** Set once the history says the state was entered. */
  entered?: { eventId: number; at: number }
  /** The branches or iterations of a Parallel or Map; a hole for an iteration not yet begun. */
  children?: (Branch | undefined)[]
  /** Whether a redrive goes on with the children as they are. */
  resume?: boolean
  /** The error name the state last failed with. */
  failedWith?: string | undefined
}

interface Surroundings {
  variables: Variables
  /** The id of the event it starts from. */
  previousEventId: number
  item?: MapItem | undefined
}

/**
 * One line of states: the machine's own, a branch of a Parallel or an iteration of a Map.
 * It knows where it stands, so that a redrive can go on from there.
 */
export class Branch {
  readonly group: StateGroup
  readonly variables: Variables
  /** The item of the innermost Map around it. */
  readonly item: MapItem | undefined
  position: Position
  /** The newest event of its chain, which its next event will point to. */
  previousEventId: number
  /** Present once it has come to its end. */
  result: { output: Json } | undefined

  constructor(group: StateGroup, input: Json, { variables, previousEventId, item }: Surroundings) {
    this.group = group
    this.variables = variables
    this.item = item
    this.previousEventId = previousEventId
    this.position = { stateName: group.StartAt, input }
  }

  moveTo(stateName: string, input: Json) {
    this.position = { stateName, input }
  }

  /**
   * Readies what has not finished for another go: the state it stands in runs again without being entered anew,
   * and a Parallel or Map keeps what its finished children gave, unless their results were too large together.
   * Source: Step Functions, Redrive behavior of individual states.
   */
  rewind() {
    const { position } = this
    if (position.entered) this.previousEventId = position.entered.eventId
    if (!position.children) return
    position.resume = position.failedWith !== 'States.DataLimitExceeded'
    for (const child of position.children) if (!child?.result) child?.rewind()
  }
}
