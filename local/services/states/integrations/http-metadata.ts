import { randomUUID } from 'node:crypto'
import type { JsonObject } from '../../../json.ts'

/** What optimized integrations add to a result about the HTTP answer it came in. `now` is cloud time. */
export function httpMetadata(
  now: number,
  bytes: number,
  contentType: string,
  own: Record<string, string> = {},
): JsonObject {
  const requestId = randomUUID()
  const headers: Record<string, string> = {
    ...own,
    'x-amzn-RequestId': requestId,
    Connection: 'keep-alive',
    'Content-Length': String(bytes),
    Date: new Date(now).toUTCString(),
    'Content-Type': contentType,
  }
  const all = Object.entries(headers).map(([name, value]) => [name, [value]])
  return {
    SdkHttpMetadata: { AllHttpHeaders: Object.fromEntries(all), HttpHeaders: headers, HttpStatusCode: 200 },
    SdkResponseMetadata: { RequestId: requestId },
  }
}
