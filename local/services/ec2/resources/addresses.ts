import { randomBytes } from 'node:crypto'
import { addressIn } from './network.ts'

/** Hands out the addresses of network interfaces. None of them is reachable: machines live on loopback. */
export class Addresses {
  /** AWS keeps the first four addresses of a subnet for itself. */
  readonly #nextPrivate = new Map<string, number>()
  #nextPublic = 1

  newPrivate(cidr: string): string {
    const offset = this.#nextPrivate.get(cidr) ?? 4
    this.#nextPrivate.set(cidr, offset + 1)
    return addressIn(cidr, offset)
  }

  /** From TEST-NET-3, which belongs to nobody. */
  newPublic(): string {
    const address = `203.0.113.${this.#nextPublic}`
    this.#nextPublic = (this.#nextPublic % 254) + 1
    return address
  }

  newMac(): string {
    return ['02', ...(randomBytes(5).toString('hex').match(/../g) ?? [])].join(':')
  }
}
