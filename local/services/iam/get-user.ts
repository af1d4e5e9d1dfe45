import type { GetUserRequest, GetUserResponse } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findUser } from './find.ts'
import { orCaller } from './users.ts'
import { userView } from './view.ts'

export { userOnly as resources } from './arn.ts'

export function handle({ UserName }: GetUserRequest, call: Call): GetUserResponse {
  return { User: userView(call.cloud, findUser(call, orCaller(UserName, call))) }
}
