import type { Cloud } from '../../../cloud.ts'
import type { Addresses } from './addresses.ts'
import type { Instance } from './instance.ts'
import type { StateChanges } from './state-changes.ts'

/** Switches instances and their machines on and off, and tells of the states they come to. */
export class Power {
  readonly #cloud: Cloud
  readonly #changes: StateChanges
  readonly #addresses: Addresses

  constructor(cloud: Cloud, changes: StateChanges, addresses: Addresses) {
    this.#cloud = cloud
    this.#changes = changes
    this.#addresses = addresses
  }

  /** Boots the machine of an instance that has just been launched or started. */
  boot(instance: Instance): void {
    const { clock, latencies } = this.#cloud
    instance.machine.powerOn((latencies.instancePending + latencies.instanceBoot) * 1000)
    this.#changes.announce(clock, instance, 'pending', 0)
    this.#changes.announce(clock, instance, 'running', latencies.instancePending * 1000)
  }

  /** Starts an instance that is stopped. */
  on(instance: Instance): void {
    instance.start(this.#cloud.clock.now(), instance.isPublic ? this.#addresses.newPublic() : undefined)
    this.boot(instance)
  }

  /** Stops an instance that runs. */
  off(instance: Instance): void {
    const { clock, latencies } = this.#cloud
    instance.stoppedAt = clock.now()
    instance.machine.powerOff()
    this.#changes.announce(clock, instance, 'stopping', 0)
    this.#changes.announce(clock, instance, 'stopped', latencies.instanceStopping * 1000)
  }

  /** Ends it for good. Gives how many milliseconds of cloud time that takes. */
  terminate(instance: Instance): number {
    const { clock, latencies } = this.#cloud
    const shuttingDown = latencies.instanceShuttingDown * 1000
    instance.terminatedAt = clock.now()
    instance.machine.shutDown()
    this.#changes.announce(clock, instance, 'shutting-down', 0)
    this.#changes.announce(clock, instance, 'terminated', shuttingDown)
    return shuttingDown
  }
}
