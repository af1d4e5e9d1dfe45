declare module 'dynalite/db/index.js' {
  /** Where dynalite keeps the items of all tables. */
  export interface Store {
    db: { close(): Promise<void> }
  }

  interface StoreOptions {
    createTableMs?: number
    deleteTableMs?: number
    updateTableMs?: number
  }

  export function create(options?: StoreOptions): Store
}

declare module 'dynalite/validations/index.js' {
  import type { Store } from 'dynalite/db/index.js'

  /** What a request may hold, as dynalite's file for its operation says. */
  export interface Rules {
    types: object
    custom(data: object, store: Store): string | undefined
  }

  /** The known members of a request. Throws an error with `statusCode` and `body`. */
  export function checkTypes(data: object, types: object): object
  /** Throws an error with `statusCode` and `body`. */
  export function checkValidations(data: object, types: object, custom: Rules['custom'], store: Store): void
}
