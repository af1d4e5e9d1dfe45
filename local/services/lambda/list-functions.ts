import type { ListFunctionsRequest, ListFunctionsResponse } from '@aws-sdk/client-lambda'
import type { Call } from '../../operation.ts'
import { pageByKey } from '../../pagination.ts'
import { configurationOf } from './configuration.ts'
import { invalidParameter } from './errors.ts'

const mostItems = 50

export function handle({ Marker, MaxItems = mostItems }: ListFunctionsRequest, { cloud }: Call): ListFunctionsResponse {
  const wanted = { token: Marker, size: Math.min(MaxItems, mostItems), invalidToken }
  const { items, next } = pageByKey(cloud.lambda.entries.keys(), (name) => name, wanted)
  return {
    Functions: items.map((name) => configurationOf(cloud.lambda.entry(name).deployed)),
    ...(next !== undefined && { NextMarker: next }),
  }
}

const invalidToken = () => invalidParameter('Invalid Marker')
