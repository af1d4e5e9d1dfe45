import { nameOf } from '../../arn.ts'
import type { Cloud } from '../../cloud.ts'
import type { Call } from '../../operation.ts'
import type { Principal } from './principal.ts'

type Keys = Record<string, string | string[]>

/**
 * The global condition keys every request has. The loopback connection stands for TLS, so that a policy which asks
 * for `aws:SecureTransport` is satisfied.
 */
export function globalKeys(cloud: Cloud, principal: Principal): Keys {
  const now = cloud.clock.now()
  return {
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    'aws:RequestedRegion': cloud.region,
    'aws:ResourceAccount': cloud.account,
    'aws:SecureTransport': 'true',
    'aws:SourceIp': '127.0.0.1',
    'aws:ViaAWSService': 'false',
    ...(principal.arn.startsWith('arn:') ? ofIdentity(cloud, principal) : ofService(cloud, principal)),
  }
}

/** The global condition keys that tell how a client called; of a call that a service makes, `globalKeys` tells. */
export function keysOfCall({ userAgent }: Pick<Call, 'userAgent'>): Keys {
  return userAgent === undefined ? {} : { 'aws:UserAgent': userAgent }
}

/**
 * A session speaks with its role's ARN and tags. Without a client it is a service that calls: which one is not known
 * here, and `AWS Internal` is what AWS writes where it does not name its services.
 */
function ofIdentity(cloud: Cloud, principal: Principal): Keys {
  const arn = principal.roleArn ?? principal.arn
  const tags = Object.entries(cloud.tags.of(arn)).map(([key, value]) => [`aws:PrincipalTag/${key}`, value])
  return {
    'aws:PrincipalAccount': cloud.account,
    'aws:PrincipalArn': arn,
    'aws:PrincipalIsAWSService': 'false',
    'aws:PrincipalType': principal.roleArn ? 'AssumedRole' : 'User',
    'aws:UserAgent': 'AWS Internal',
    'aws:userid': principal.userId,
    ...(principal.issuedAt !== undefined && { 'aws:TokenIssueTime': new Date(principal.issuedAt).toISOString() }),
    ...(!principal.roleArn && { 'aws:username': nameOf(principal.arn) }),
    ...Object.fromEntries(tags),
  }
}

const ofService = (cloud: Cloud, principal: Principal): Keys => ({
  'aws:PrincipalIsAWSService': 'true',
  'aws:PrincipalServiceName': principal.arn,
  'aws:SourceAccount': cloud.account,
  'aws:UserAgent': principal.arn,
  ...(principal.sourceArn && { 'aws:SourceArn': principal.sourceArn }),
})
