import { AwsError } from '../../../aws-error.ts'

/** What Auto Scaling answers to almost everything that is wrong with a request. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message)
}

/** The answer to a request that has to wait for an activity. */
export function scalingInProgress(activityId: string): AwsError {
  const message = `Scaling activity ${activityId} is in progress and blocks this action`
  return new AwsError('ScalingActivityInProgress', message)
}
