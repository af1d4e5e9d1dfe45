import { type Diagnostic, messageOf } from '../../asl/validation/diagnostic.ts'
import { AwsError } from '../../aws-error.ts'

export const stateMachineDoesNotExist = (arn: string) =>
  new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`)

export const stateMachineAlreadyExists = (arn: string) =>
  new AwsError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`)

export const stateMachineDeleting = (arn: string) =>
  new AwsError('StateMachineDeleting', `State Machine Deleting: '${arn}'`)

export const executionDoesNotExist = (arn: string) =>
  new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`)

export const executionAlreadyExists = (arn: string) =>
  new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`)

export const invalidArn = (why: string) => new AwsError('InvalidArn', `Invalid Arn: '${why}'`)

export const invalidName = (name: string) => new AwsError('InvalidName', `Invalid Name: '${name}'`)

export const invalidExecutionInput = (why: string) =>
  new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${why}'`)

export const invalidDefinition = (diagnostics: readonly Diagnostic[]) =>
  new AwsError('InvalidDefinition', `Invalid State Machine Definition: '${diagnostics.map(messageOf).join(', ')}'`)

export const invalidToken = () => new AwsError('InvalidToken', "Invalid Token: 'Invalid token'")

export const resourceNotFound = (arn: string) => new AwsError('ResourceNotFound', `Resource not found: '${arn}'`)

export const accessDenied = (why: string) => new AwsError('AccessDeniedException', why)

/** A request member that breaks its constraint, in the words all AWS services share. */
export const brokenConstraint = (member: string, constraint: string, value?: string | number) =>
  new AwsError(
    'ValidationException',
    `1 validation error detected: Value ${value === undefined ? '' : `'${value}' `}at '${member}' failed to satisfy constraint: ${constraint}`,
  )

export const unsupported = (what: string) =>
  new AwsError('ValidationException', `${what} is not supported by this cloud.`)
