import type { GetAccountSettingsResponse } from '@aws-sdk/client-lambda'
import type { Call } from '../../operation.ts'
import { concurrencyLimit } from './concurrency-limit.ts'

export function handle(_: unknown, { cloud }: Call): GetAccountSettingsResponse {
  const functions = [...cloud.lambda.entries.values()].map(({ deployed }) => deployed)
  return {
    AccountLimit: {
      TotalCodeSize: 80_530_636_800,
      CodeSizeUnzipped: 262_144_000,
      CodeSizeZipped: 52_428_800,
      ConcurrentExecutions: concurrencyLimit,
      UnreservedConcurrentExecutions: cloud.lambda.unreservedConcurrency,
    },
    AccountUsage: {
      TotalCodeSize: functions.reduce((sum, { codeBytes }) => sum + codeBytes, 0),
      FunctionCount: functions.length,
    },
  }
}
