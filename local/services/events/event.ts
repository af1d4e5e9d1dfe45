/** An event as EventBridge delivers it. */
export interface Event {
  version: '0'
  id: string
  'detail-type': string
  source: string
  account: string
  /** ISO 8601 without fractions of a second. */
  time: string
  region: string
  resources: string[]
  detail: Record<string, unknown>
}

/** A time as events carry it. */
export const eventTime = (milliseconds: number) => new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z')
