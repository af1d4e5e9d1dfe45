import { randomBytes } from 'node:crypto'
import { newId } from './entity.ts'
import type { Principal } from './principal.ts'

/** Temporary credentials of an assumed role. */
export interface Session {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  /** On the wall clock: the clients that hold the credentials know no other. */
  readonly expiration: Date
  readonly principal: Principal
}

/** How long an expired session is still told from one that never was. */
const rememberedMilliseconds = 3_600_000

/** Credentials given out for a time. */
export class Sessions {
  readonly #sessions = new Map<string, Session>()

  issue(principal: Principal, durationSeconds: number): Session {
    this.#forgetOld()
    const session: Session = {
      accessKeyId: newId('ASIA', 16),
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: randomBytes(192).toString('base64'),
      expiration: new Date(Math.ceil(Date.now() / 1000 + durationSeconds) * 1000),
      principal,
    }
    this.#sessions.set(session.accessKeyId, session)
    return session
  }

  /** Also finds a session that has expired. */
  find(accessKeyId: string): Session | undefined {
    return this.#sessions.get(accessKeyId)
  }

  #forgetOld() {
    for (const [id, { expiration }] of this.#sessions)
      if (expiration.getTime() + rememberedMilliseconds < Date.now()) this.#sessions.delete(id)
  }
}
