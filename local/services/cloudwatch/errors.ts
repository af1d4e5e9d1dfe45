import { AwsError } from '../../aws-error.ts'

export const invalidValue = (message: string) => new AwsError('InvalidParameterValueException', message)

export const invalidCombination = (message: string) => new AwsError('InvalidParameterCombinationException', message)

export const invalidToken = () => new AwsError('InvalidNextToken', 'Invalid nextToken')
