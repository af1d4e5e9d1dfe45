import { describe, expect, jest, test } from '@jest/globals'
import type { Context } from 'aws-lambda'
import { z } from 'zod'
import { StepError, translated } from '../../../lambdas/core/errors.ts'
import { payload, step } from '../../../lambdas/core/step.ts'

const context = { awsRequestId: 'request' } as Context
const keys = { service: 'shop', execution: 'arn:aws:states:us-west-2:123456789012:execution:Deploy:run', state: 'Try' }

/** An error as an SDK client throws it. */
function awsError(name: string, message = 'AWS says no'): Error {
  return Object.assign(new Error(message), { name, $metadata: {} })
}

describe('a step', () => {
  test('gets the payload parsed and answers with what it returns', async () => {
    const Try = step(payload({ count: z.int() }), async ({ service, count }) => ({ service, twice: count * 2 }))
    await expect(Try({ ...keys, count: 21 }, context)).resolves.toEqual({ service: 'shop', twice: 42 })
  })

  test('refuses a payload by InvalidInput that names each field and what is allowed', async () => {
    const Try = step(payload({ count: z.int('must be a whole number') }), async () => ({}))
    const message = 'count: must be a whole number; colour: is not known; allowed are service, execution, state, count'
    await expect(Try({ ...keys, count: 'x', colour: 1 }, context)).rejects.toMatchObject({
      name: 'InvalidInput',
      message,
    })
  })

  test('ends with our name for an error of AWS, and keeps that as the cause', async () => {
    const thrown = awsError('ThrottlingException', 'Rate exceeded')
    const Try = step(payload({}), async () => {
      throw thrown
    })
    await expect(Try(keys, context)).rejects.toMatchObject({
      name: 'Throttled',
      message: 'Throttling: Rate exceeded',
      cause: thrown,
    })
  })

  test('lets an error that it knows no reaction to pass as it is', async () => {
    const thrown = new TypeError('undefined is not a function')
    const Try = step(payload({}), async () => {
      throw thrown
    })
    await expect(Try(keys, context)).rejects.toBe(thrown)
  })

  test('logs service, execution and state in each line', async () => {
    const written: string[] = []
    // The logger writes past the global console, which tests and Lambda replace.
    const stdout = jest.spyOn(process.stdout, 'write').mockImplementation((line) => written.push(String(line)) > 0)
    const Try = step(payload({}), async (_, { log }) => {
      log.setLogLevel('INFO')
      log.info('half-way')
      return { made: 'it' }
    })
    await Try(keys, context)
    stdout.mockRestore()
    expect(written.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ ...keys, message: 'half-way' }),
      expect.objectContaining({ ...keys, message: 'done', result: { made: 'it' } }),
    ])
  })
})

describe('the name of an error', () => {
  test.each([
    ['Throttling', 'Throttled'],
    ['TooManyRequestsException', 'Throttled'],
    ['RequestLimitExceeded', 'Throttled'],
    ['AccessDenied', 'Denied'],
    ['AccessDeniedException', 'Denied'],
    ['UnauthorizedOperation', 'Denied'],
    ['CredentialsProviderError', 'Denied'],
    ['DependencyViolation', 'InUse'],
    ['DeleteConflict', 'InUse'],
    ['DeleteConflictException', 'InUse'],
    ['ResourceInUse', 'InUse'],
    ['ResourceInUseException', 'InUse'],
    ['ScalingActivityInProgress', 'InUse'],
    ['ScalingActivityInProgressFault', 'InUse'],
    ['InvalidGroup.NotFound', 'NotPropagated'],
    ['LoadBalancerNotFoundException', 'NotPropagated'],
    ['TargetGroupNotFoundException', 'NotPropagated'],
    ['ListenerNotFoundException', 'NotPropagated'],
    ['ServiceLinkedRoleFailure', 'NotPropagated'],
    ['EntityAlreadyExistsException', 'NotPropagated'],
    ['InvalidLaunchTemplateName.AlreadyExistsException', 'NotPropagated'],
    ['AlreadyExistsFault', 'NotPropagated'],
    ['ParameterAlreadyExists', 'NotPropagated'],
    ['TimeoutError', 'Unavailable'],
  ])('%s of AWS is %s, with and without a suffix', (code, name) => {
    expect(translated(awsError(code))).toMatchObject({ name })
  })

  test.each([
    'You must use a valid fully-formed launch template. Invalid IAM Instance Profile name',
    'IAM Instance Profile "arn:aws:iam::123456789012:instance-profile/p" has no associated IAM Roles',
  ])('is NotPropagated where only the sentence says that a profile or its role is not seen yet: %s', (message) => {
    expect(translated(awsError('ValidationError', message))).toMatchObject({ name: 'NotPropagated', message })
  })

  test.each(['InternalError', 'ServiceFailure', 'InternalServerError'])(
    'is Unavailable where AWS says %s, or anything else, with a status of a server fault',
    (code) => {
      expect(translated(Object.assign(awsError(code), { $fault: 'server' }))).toMatchObject({ name: 'Unavailable' })
      expect(translated(Object.assign(awsError(code), { $fault: 'client' }))).toMatchObject({ name: code })
    },
  )

  test('is Unavailable where something else than AWS answers, or nothing', () => {
    const page = Object.assign(new SyntaxError('Unexpected token <'), { $metadata: { httpStatusCode: 503 } })
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', $metadata: {} })
    const missing = Object.assign(new Error('no such file'), { code: 'ENOENT' })
    expect(translated(page)).toMatchObject({ name: 'Unavailable', cause: page })
    expect(translated(refused)).toMatchObject({ name: 'Unavailable', cause: refused })
    expect(translated(missing)).toBe(missing)
  })

  test('stays where it is ours, and where nobody knows a reaction', () => {
    const ours = new StepError('Busy', 'later')
    const unknown = awsError('ValidationError', 'Max bound must be greater')
    expect([translated(ours), translated(unknown)]).toEqual([ours, unknown])
    expect(translated(unknown)).toBe(unknown)
  })
})
