import vm from 'node:vm'
import { TestEnvironment } from 'jest-environment-node'

const { createContext } = vm

/**
 * Jest's environment for Node without the proxy it puts in front of a test's globals: every `Array` and `Object` that a
 * module names would be looked up through it, which is a fifth of the CPU time of tests that call the AWS SDK.
 */
export default class PlainContext extends TestEnvironment {
  constructor(...given) {
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY)
    try {
      super(...given)
    } finally {
      vm.createContext = createContext
    }
  }
}
