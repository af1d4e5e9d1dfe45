import Sequencer from '@jest/test-sequencer'

/** Where a test stands in the run, by the first of these that its path holds. */
const places = [/e2e\/rehearsal/, /test\/(lambdas|statemachine|instance)/, /e2e/, /./]

/**
 * The rehearsal takes longest, so it begins, and never shares the machine with the other tests of the whole job. Those
 * come when it has ended, and many short ones after them, so that no part of the machine is idle at the end. Within a
 * place the order is jest's own.
 */
export default class WholeJobsApart extends Sequencer {
  sort(tests) {
    const place = ({ path }) => places.findIndex((pattern) => pattern.test(path))
    return super.sort(tests).toSorted((left, right) => place(left) - place(right))
  }
}
