import Sequencer from '@jest/test-sequencer'

/**
 * The rehearsal takes longest, so it begins; the other test of the whole job ends the run, so that the two never share
 * the machine. All others come in jest's own order between them.
 */
export default class WholeJobsApart extends Sequencer.default {
  sort(tests) {
    const place = ({ path }) =>
      path.endsWith('rehearsal.test.ts') && path.includes('e2e') ? 0 : path.includes('e2e') ? 2 : 1
    return super.sort(tests).toSorted((left, right) => place(left) - place(right))
  }
}
