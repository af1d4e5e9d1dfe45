import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { authorize } from '../../../local/policy/authorize.ts'
import { listedOnly } from '../../../local/policy/condition-keys.ts'
import { denialMessage } from '../../../local/policy/denial-message.ts'
import { type PolicyDocument, readPolicy, type Statement } from '../../../local/policy/document.ts'
import { evaluate, evaluateForCaller } from '../../../local/policy/evaluate.ts'
import { contextOf } from '../../../local/policy/request.ts'
import { type Attachment, flawOf } from '../../../local/policy/validate.ts'
import { matches } from '../../../local/wildcard.ts'

const table = 'arn:aws:dynamodb:us-west-2:123456789012:table/books'

const document = (...Statement: Statement[]): PolicyDocument => ({ Version: '2012-10-17', Statement })

const request = (action: string, resource: string, keys: Record<string, string | string[]> = {}) => ({
  action,
  resource,
  context: contextOf(() => keys),
})

/** What a statement that allows everything under a condition decides for a request with these keys. */
const under = (Condition: Statement['Condition'], keys: Record<string, string | string[]> = {}) =>
  evaluate(request('s3:GetObject', '*', keys), [
    document({ Effect: 'Allow', Action: '*', Resource: '*', ...(Condition && { Condition }) }),
  ]) === 'Allowed'

describe('actions and resources', () => {
  const read: Statement = { Effect: 'Allow', Action: ['dynamodb:Get*', 'DynamoDB:query'], Resource: table }

  test('an action matches its pattern in any case, a resource only in its own', () => {
    expect(evaluate(request('dynamodb:GetItem', table), [document(read)])).toBe('Allowed')
    expect(evaluate(request('dynamodb:Query', table), [document(read)])).toBe('Allowed')
    expect(evaluate(request('dynamodb:PutItem', table), [document(read)])).toBe('ImplicitlyDenied')
    expect(evaluate(request('dynamodb:GetItem', table.toUpperCase()), [document(read)])).toBe('ImplicitlyDenied')
  })

  test('a question mark stands for exactly one character', () => {
    const oneMore = document({ Effect: 'Allow', Action: '*', Resource: `${table}?` })
    expect(evaluate(request('dynamodb:GetItem', `${table}2`), [oneMore])).toBe('Allowed')
    expect(evaluate(request('dynamodb:GetItem', table), [oneMore])).toBe('ImplicitlyDenied')
  })

  test('NotAction and NotResource cover everything else', () => {
    const others = document({ Effect: 'Allow', NotAction: 'iam:*', NotResource: `${table}/*` })
    expect(evaluate(request('dynamodb:GetItem', table), [others])).toBe('Allowed')
    expect(evaluate(request('iam:CreateRole', table), [others])).toBe('ImplicitlyDenied')
    expect(evaluate(request('dynamodb:GetItem', `${table}/index/a`), [others])).toBe('ImplicitlyDenied')
  })

  test('a policy for one resource does not allow an action that knows no resources', () => {
    expect(evaluate(request('dynamodb:GetItem', '*'), [document(read)])).toBe('ImplicitlyDenied')
  })
})

describe('variables', () => {
  const home = (Resource: string, Version = '2012-10-17') => [
    { Version, Statement: { Effect: 'Allow' as const, Action: '*', Resource } },
  ]

  test('are filled in from the request', () => {
    const own = home(`arn:aws:s3:::homes/\${aws:username}/*`)
    expect(evaluate(request('s3:GetObject', 'arn:aws:s3:::homes/ann/x', { 'aws:username': 'ann' }), own)).toBe(
      'Allowed',
    )
    expect(evaluate(request('s3:GetObject', 'arn:aws:s3:::homes/bob/x', { 'aws:username': 'ann' }), own)).not.toBe(
      'Allowed',
    )
  })

  test('cannot bring in a wildcard of their own', () => {
    const own = home(`arn:aws:s3:::homes/\${aws:username}/*`)
    expect(evaluate(request('s3:GetObject', 'arn:aws:s3:::homes/bob/x', { 'aws:username': '*' }), own)).not.toBe(
      'Allowed',
    )
  })

  test('have defaults, and can name a literal asterisk', () => {
    const team = home(`arn:aws:s3:::\${aws:PrincipalTag/team, 'nobody'}/\${*}`)
    expect(evaluate(request('s3:GetObject', 'arn:aws:s3:::nobody/*'), team)).toBe('Allowed')
    expect(evaluate(request('s3:GetObject', 'arn:aws:s3:::nobody/x'), team)).toBe('ImplicitlyDenied')
  })

  test('without a value match nothing, and make a NotResource match nothing either', () => {
    const unresolved = `arn:aws:s3:::\${aws:PrincipalTag/none}/*`
    expect(evaluate(request('s3:GetObject', 'arn:aws:s3:::/x'), home(unresolved))).toBe('ImplicitlyDenied')
    const others = document({ Effect: 'Allow', Action: '*', NotResource: unresolved })
    expect(evaluate(request('s3:GetObject', 'arn:aws:s3:::b/x'), [others])).toBe('ImplicitlyDenied')
  })

  test('are plain text in the older language', () => {
    const old = home(`\${aws:username}`, '2008-10-17')
    expect(evaluate(request('s3:GetObject', 'ann', { 'aws:username': 'ann' }), old)).toBe('ImplicitlyDenied')
    expect(evaluate(request('s3:GetObject', `\${aws:username}`, { 'aws:username': 'ann' }), old)).toBe('Allowed')
  })
})

describe('conditions', () => {
  const key = 'aws:RequestTag/a'
  test.each<[string, string | string[], string, boolean]>([
    ['StringEquals', ['x', 'y'], 'y', true],
    ['StringEquals', 'x*', 'xy', false],
    ['StringNotEquals', ['x', 'y'], 'y', false],
    ['StringEqualsIgnoreCase', 'X', 'x', true],
    ['StringNotEqualsIgnoreCase', 'X', 'x', false],
    ['StringLike', 'x*z', 'xyz', true],
    ['StringNotLike', 'x*z', 'xyz', false],
    ['NumericEquals', '10', '10.0', true],
    ['NumericNotEquals', '10', '10.0', false],
    ['NumericLessThan', '10', '9', true],
    ['NumericLessThanEquals', '10', '10', true],
    ['NumericGreaterThan', '10', '10', false],
    ['NumericGreaterThanEquals', '10', '10', true],
    ['NumericEquals', '10', 'ten', false],
    ['DateLessThan', '2030-01-01T00:00:00Z', '2029-12-31T23:59:59Z', true],
    ['DateGreaterThanEquals', '2030-01-01T00:00:00Z', '1893456000', true],
    ['DateEquals', 'soon', 'soon', false],
    ['Bool', 'true', 'True', true],
    ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', true],
    ['IpAddress', '10.0.0.0/8', '10.200.1.1', true],
    ['IpAddress', '10.0.0.1', '10.0.0.2', false],
    ['IpAddress', '2001:db8::/32', '2001:db8::1', true],
    ['IpAddress', '127.0.0.0/8.5', '127.0.0.1', false],
    ['IpAddress', '127.0.0.0/', '127.0.0.1', false],
    ['IpAddress', '127.0.0.0/33', '127.0.0.1', false],
    ['IpAddress', '127.0.0.0/8', 'nowhere', false],
    ['NotIpAddress', '10.0.0.0/8', '11.0.0.1', true],
    ['ArnLike', 'arn:aws:s3:::b*', 'arn:aws:s3:::books/x', true],
    ['ArnEquals', 'arn:aws:*:::books', 'arn:aws:s3:::books', true],
    ['ArnLike', 'arn:aws:s3*', 'arn:aws:s3:::books', false],
    ['ArnNotLike', 'arn:aws:s3:::b*', 'arn:aws:s3:::books', false],
  ])('%s %s against %s is %s', (operator, expected, actual, holds) => {
    expect(under({ [operator]: { [key]: expected } }, { [key]: actual })).toBe(holds)
  })

  test('a missing key fails a condition, but not a negated one and not an IfExists one', () => {
    expect(under({ StringEquals: { [key]: 'x' } })).toBe(false)
    expect(under({ StringNotEquals: { [key]: 'x' } })).toBe(true)
    expect(under({ StringEqualsIfExists: { [key]: 'x' } })).toBe(true)
    expect(under({ StringEqualsIfExists: { [key]: 'x' } }, { [key]: 'y' })).toBe(false)
  })

  test('Null asks whether the key is there at all', () => {
    expect(under({ Null: { [key]: 'true' } })).toBe(true)
    expect(under({ Null: { [key]: true } }, { [key]: 'x' })).toBe(false)
    expect(under({ Null: { [key]: 'false' } }, { [key]: 'x' })).toBe(true)
  })

  test('ForAllValues and ForAnyValue look at each value of the key', () => {
    const keys = { 'aws:TagKeys': ['a', 'b'] }
    expect(under({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b', 'c'] } }, keys)).toBe(true)
    expect(under({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } }, keys)).toBe(false)
    expect(under({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } })).toBe(true)
    expect(under({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a'] } }, keys)).toBe(true)
    expect(under({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a'] } })).toBe(false)
    expect(under({ 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': ['a', 'b'] } }, keys)).toBe(false)
  })

  test('all conditions of a statement must hold, keys compare without case', () => {
    const both = { StringEquals: { 'AWS:requesttag/A': 'x' }, Bool: { 'aws:SecureTransport': 'true' } }
    expect(under(both, { [key]: 'x', 'aws:SecureTransport': 'true' })).toBe(true)
    expect(under(both, { [key]: 'x', 'aws:SecureTransport': 'false' })).toBe(false)
  })

  test('only keys that AWS knows for the action and the resource reach the policies', () => {
    const keys = { 'ec2:InstanceType': 't3.micro', 'aws:PrincipalArn': 'x', 'aws:ResourceTag/a': 'b', 'made:up': 'c' }
    const at = (type: string) => `arn:aws:ec2:us-west-2:123456789012:${type}`
    expect(Object.keys(listedOnly('ec2:RunInstances', at('instance/*'), keys))).toEqual([
      'ec2:InstanceType',
      'aws:PrincipalArn',
    ])
    expect(Object.keys(listedOnly('ec2:RunInstances', at('subnet/subnet-1'), keys))).toEqual([
      'aws:PrincipalArn',
      'aws:ResourceTag/a',
    ])
    expect(Object.keys(listedOnly('nothing:Known', '*', keys))).toEqual(['aws:PrincipalArn'])
  })
})

describe('trust and resource policies', () => {
  const account = '123456789012'
  const role = { arn: `arn:aws:sts::${account}:assumed-role/r/s`, roleArn: `arn:aws:iam::${account}:role/r`, account }
  const to = (
    caller: { arn: string; account: string; roleArn?: string },
    Principal: Statement['Principal'],
    more = {},
  ) =>
    evaluateForCaller(
      { ...request('sts:AssumeRole', 'arn:aws:iam::123456789012:role/x'), caller },
      document({ Effect: 'Allow', Action: 'sts:AssumeRole', ...(Principal && { Principal }), ...more }),
    )

  test('name services, roles, sessions and everyone', () => {
    const service = { arn: 'ec2.amazonaws.com', account }
    expect(to(service, { Service: ['ec2.amazonaws.com', 'lambda.amazonaws.com'] })).toBe('Allowed')
    expect(to(service, { Service: 'lambda.amazonaws.com' })).toBe('ImplicitlyDenied')
    expect(to(service, { AWS: account })).toBe('ImplicitlyDenied')
    expect(to(role, { AWS: role.roleArn })).toBe('Allowed')
    expect(to(role, { AWS: role.arn })).toBe('Allowed')
    expect(to(role, '*')).toBe('Allowed')
  })

  test('that name the account leave the decision to the policies of the caller', () => {
    expect(to(role, { AWS: account })).toBe('AllowedToAccount')
    expect(to(role, { AWS: `arn:aws:iam::${account}:root` })).toBe('AllowedToAccount')
    expect(to(role, { AWS: '999999999999' })).toBe('ImplicitlyDenied')
  })

  test('deny everyone but those whom NotPrincipal names', () => {
    const but = { Effect: 'Deny', NotPrincipal: { AWS: role.roleArn } }
    expect(to(role, undefined, but)).toBe('ImplicitlyDenied')
    expect(to({ arn: `arn:aws:iam::${account}:user/u`, account }, undefined, but)).toBe('ExplicitlyDenied')
  })
})

describe('several kinds of policies together', () => {
  const policy = (Effect: 'Allow' | 'Deny', Action: string) =>
    readPolicy(JSON.stringify(document({ Effect, Action, Resource: '*' })))
  const get = request('s3:GetObject', '*')

  test('a boundary and a session policy withhold what they do not allow', () => {
    const identity = [policy('Allow', 's3:*')]
    expect(authorize(get, { identity, boundary: policy('Allow', 's3:Get*') }).decision).toBe('Allowed')
    expect(authorize(get, { identity, boundary: policy('Allow', 'ec2:*') })).toEqual({
      decision: 'ImplicitlyDenied',
      by: 'permissions boundary',
    })
    expect(authorize(get, { identity, session: [policy('Allow', 'ec2:*')] })).toEqual({
      decision: 'ImplicitlyDenied',
      by: 'session policy',
    })
  })

  test('a boundary alone allows nothing', () => {
    expect(authorize(get, { identity: [], boundary: policy('Allow', '*') }).decision).toBe('ImplicitlyDenied')
  })

  test('the refusal names the policy that made it in the words of AWS', () => {
    const who = { arn: 'arn:aws:iam::123456789012:user/u' }
    expect(denialMessage(who, 'dynamodb:GetItem', table, 'ImplicitlyDenied')).toBe(
      `User: ${who.arn} is not authorized to perform: dynamodb:GetItem on resource: ${table} because no identity-based policy allows the dynamodb:GetItem action`,
    )
    expect(denialMessage(who, 's3:GetObject', '*', 'ExplicitlyDenied', 'permissions boundary')).toBe(
      `User: ${who.arn} is not authorized to perform: s3:GetObject with an explicit deny in a permissions boundary`,
    )
  })
})

describe('laws', () => {
  const patterns = fc.constantFrom('*', 's3:*', 's3:Get*', 's3:GetObject', 's3:?etObject', 'ec2:*', 'iam:PassRole')
  const resources = fc.constantFrom('*', 'arn:aws:s3:::a', 'arn:aws:s3:::a/*', 'arn:aws:s3:::b/k', 'arn:aws:*')
  const statement = fc.record({
    Effect: fc.constantFrom('Allow' as const, 'Deny' as const),
    Action: fc.oneof(patterns, fc.array(patterns, { minLength: 1, maxLength: 3 })),
    Resource: resources,
  })
  const asked = fc.record({
    action: fc.constantFrom('s3:GetObject', 's3:PutObject', 'ec2:RunInstances', 'iam:PassRole'),
    resource: fc.constantFrom('*', 'arn:aws:s3:::a', 'arn:aws:s3:::a/k', 'arn:aws:s3:::b/k'),
    context: fc.constant(contextOf(() => ({}))),
  })
  const rank = { ExplicitlyDenied: 0, ImplicitlyDenied: 1, Allowed: 2 }

  test('one more deny never allows more', () => {
    fc.assert(
      fc.property(fc.array(statement), statement, asked, (statements, extra, each) => {
        const before = evaluate(each, [document(...statements)])
        const after = evaluate(each, [document(...statements, { ...extra, Effect: 'Deny' })])
        expect(rank[after]).toBeLessThanOrEqual(rank[before])
      }),
    )
  })

  test('one more allow never turns an explicit deny, and never takes away', () => {
    fc.assert(
      fc.property(fc.array(statement), statement, asked, (statements, extra, each) => {
        const before = evaluate(each, [document(...statements)])
        const after = evaluate(each, [document(...statements, { ...extra, Effect: 'Allow' })])
        expect(before === 'ExplicitlyDenied' ? after === before : rank[after] >= rank[before]).toBe(true)
      }),
    )
  })

  test('the order of statements, and how they are spread over policies, make no difference', () => {
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1 }), asked, (statements, each) => {
        const together = evaluate(each, [document(...statements)])
        expect(evaluate(each, [document(...[...statements].reverse())])).toBe(together)
        expect(
          evaluate(
            each,
            statements.map((single) => document(single)),
          ),
        ).toBe(together)
      }),
    )
  })

  test('a boundary never widens', () => {
    const policyOf = (statements: Statement[]) => readPolicy(JSON.stringify(document(...statements)))
    fc.assert(
      fc.property(fc.array(statement), fc.array(statement), asked, (own, limit, each) => {
        const free = authorize(each, { identity: [policyOf(own)] }).decision
        const bound = authorize(each, { identity: [policyOf(own)], boundary: policyOf(limit) }).decision
        expect(rank[bound]).toBeLessThanOrEqual(rank[free])
      }),
    )
  })

  test('wildcards mean what the regular expression means that they spell', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '\\', '(', 'é') })
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '\\', '(', 'é', '*', '?') })
    fc.assert(
      fc.property(pattern, text, (each, value) => {
        const escaped = each
          .replace(/[.\\(]/g, '\\$&')
          .replaceAll('*', '[^]*')
          .replaceAll('?', '[^]')
        expect(matches(each, value)).toBe(new RegExp(`^${escaped}$`).test(value))
      }),
      { numRuns: 1000 },
    )
  })

  test('a hostile pattern takes no time', () => {
    const started = performance.now()
    expect(matches('*a'.repeat(200), `${'a'.repeat(5000)}b`)).toBe(false)
    expect(performance.now() - started).toBeLessThan(500)
  })
})

describe('documents that AWS refuses', () => {
  const good = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }
  const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }
  const text = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement })

  test.each<[Attachment, string, string | undefined]>([
    ['identity', text(good), undefined],
    ['identity', '{', 'Syntax errors in policy.'],
    ['identity', 'null', 'Syntax errors in policy.'],
    ['identity', text(), 'Syntax errors in policy.'],
    ['identity', text({ ...good, Effect: 'allow' }), 'Syntax errors in policy.'],
    ['identity', text({ ...good, Foo: 1 }), 'Syntax errors in policy.'],
    ['identity', text({ ...good, Condition: { StringIs: { a: 'b' } } }), 'Syntax errors in policy.'],
    ['identity', text({ ...good, NotAction: 's3:PutObject' }), 'Syntax errors in policy.'],
    ['identity', text({ ...good, Action: [1] }), 'Syntax errors in policy.'],
    ['identity', JSON.stringify({ Statement: good }), 'Policy document must be version 2012-10-17 or greater.'],
    ['identity', text({ Effect: 'Allow', Resource: '*' }), 'Policy statement must contain actions.'],
    ['identity', text({ Effect: 'Allow', Action: '*' }), 'Policy statement must contain resources.'],
    ['identity', text({ ...good, Principal: '*' }), 'Policy document should not specify a principal.'],
    ['identity', text({ ...good, Resource: 'books' }), 'Resource books must be in ARN format or "*".'],
    [
      'identity',
      text({ ...good, Action: 'GetObject' }),
      'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
    ],
    [
      'identity',
      text({ ...good, Sid: 'a' }, { ...good, Sid: 'a' }),
      'Statement IDs (SID) in a single policy must be unique.',
    ],
    ['trust', text(trust), undefined],
    ['trust', '{', 'This policy contains invalid Json'],
    ['trust', text({ ...trust, Resource: '*' }), 'Has prohibited field Resource'],
    ['trust', text({ ...trust, Principal: undefined }), 'Missing required field Principal'],
    ['trust', text({ ...trust, Action: 's3:Get' }), 'AssumeRole policy may only specify STS AssumeRole actions.'],
    ['trust', text({ ...trust, Principal: { AWS: 'me' } }), 'Invalid principal in policy: "AWS":"me"'],
    ['trust', text({ ...trust, Principal: { Service: 'ec2' } }), 'Invalid principal in policy: "Service":"ec2"'],
    ['resource', text({ ...good, Principal: '*' }), undefined],
    ['resource', text(good), 'Missing required field Principal'],
  ])('%s policy %s: %s', (attachment, policy, flaw) => {
    expect(flawOf(policy, attachment)).toBe(flaw)
  })
})
