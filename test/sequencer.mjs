import Sequencer from '@jest/test-sequencer'

/**
 * The rehearsal takes longest, so it begins; the other tests of the whole job end the run, so that they never share the
 * machine with it. All others come in jest's own order between them.
 */
export default class WholeJobsApart extends Sequencer {
  sort(tests) {
    const place = ({ path }) =>
      path.endsWith('rehearsal.test.ts') && path.includes('e2e') ? 0 : path.includes('e2e') ? 2 : 1
    return super.sort(tests).toSorted((left, right) => place(left) - place(right))
  }
}
