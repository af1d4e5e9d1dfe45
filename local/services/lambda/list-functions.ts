import type { ListFunctionsRequest, ListFunctionsResponse } from '@aws-sdk/client-lambda'
import type { Call } from '../../operation.ts'
import { configurationOf } from './configuration.ts'
import { invalidParameter } from './refusals.ts'

/** Markers are the name of the last function of the page before. */
export function handle({ Marker, MaxItems = 50 }: ListFunctionsRequest, { cloud }: Call): ListFunctionsResponse {
  const names = [...cloud.lambda.entries.keys()].sort()
  const after = Marker === undefined ? undefined : Buffer.from(Marker, 'base64url').toString()
  if (after !== undefined && !/^[\w.-]+$/.test(after)) throw invalidParameter('Invalid Marker')
  const left = after === undefined ? names : names.filter((name) => name > after)
  const page = left.slice(0, Math.min(MaxItems, 50))
  const last = page.at(-1)
  return {
    Functions: page.map((name) => configurationOf(cloud.lambda.entry(name).deployed)),
    ...(page.length < left.length && last && { NextMarker: Buffer.from(last).toString('base64url') }),
  }
}
