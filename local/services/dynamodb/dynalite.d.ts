declare module 'dynalite' {
  import type { Server } from 'node:http'

  interface DynaliteOptions {
    createTableMs?: number
    deleteTableMs?: number
    updateTableMs?: number
  }

  /** An HTTP server that answers the DynamoDB API from a store in memory. */
  export default function dynalite(options?: DynaliteOptions): Server
}
