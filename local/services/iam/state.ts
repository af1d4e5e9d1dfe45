import { nameOf } from '../../arn.ts'
import type { Cloud } from '../../cloud.ts'
import { authorize, type Verdict } from '../../policy/authorize.ts'
import { listedOnly, mayHaveValue } from '../../policy/condition-keys.ts'
import { denialMessage } from '../../policy/denial-message.ts'
import type { Policy } from '../../policy/document.ts'
import { evaluateForCaller } from '../../policy/evaluate.ts'
import { type Caller, contextOf, type Decision } from '../../policy/request.ts'
import { administratorOf, policiesOfAws } from './account.ts'
import { globalKeys } from './context.ts'
import type { AccessKey, Identity, InstanceProfile, ManagedPolicy, Role, User } from './entity.ts'
import type { Principal } from './principal.ts'
import { resourcePolicyOf } from './resource-policies.ts'
import { type Session, Sessions } from './sessions.ts'

type Conditions = Record<string, string | string[]>

/** What proves a caller: whoever signs with the secret is the principal. */
export interface Credentials {
  principal: Principal
  secretAccessKey: string
  sessionToken?: string
  /** On the wall clock; later calls answer ExpiredToken. */
  expiration?: Date
}

/** Users, roles, policies and instance profiles of the account, and the decisions that follow from them. */
export class IamState {
  readonly cloud: Cloud
  readonly users = new Map<string, User>()
  readonly roles = new Map<string, Role>()
  readonly profiles = new Map<string, InstanceProfile>()
  readonly policies: Map<string, ManagedPolicy> = policiesOfAws()
  readonly accessKeys = new Map<string, AccessKey>()
  readonly #sessions = new Sessions()

  constructor(cloud: Cloud) {
    this.cloud = cloud
    const administrator = administratorOf(cloud.account)
    this.users.set(administrator.user.name, administrator.user)
    this.accessKeys.set(administrator.key.id, administrator.key)
  }

  /** The holder of an access key; undefined for a key that is unknown, inactive, or of a role that is gone. */
  principalOf(accessKeyId: string): Credentials | undefined {
    const session = this.#sessions.find(accessKeyId)
    if (session) return this.#isAlive(session.principal) ? session : undefined
    const key = this.accessKeys.get(accessKeyId)
    const user = key?.status === 'Active' ? this.users.get(key.userName) : undefined
    return key && user && { principal: { arn: user.arn, userId: user.id }, secretAccessKey: key.secret }
  }

  /** Temporary credentials of a role, whose trust policy the caller has checked. */
  issueSession(
    roleArn: string,
    sessionName: string,
    durationSeconds = 3600,
    sessionPolicies: readonly Policy[] = [],
  ): Session {
    const principal = this.sessionPrincipal(roleArn, sessionName)
    const policies = sessionPolicies.length > 0 && { sessionPolicies }
    return this.#sessions.issue({ ...principal, ...policies }, durationSeconds)
  }

  /** A session of a role for a service that calls on its behalf and needs no credentials. */
  sessionPrincipal(roleArn: string, sessionName: string): Principal {
    const role = this.role(roleArn)
    if (!role) throw new Error(`No role ${roleArn} to make a session of`)
    role.lastUsedAt = this.cloud.clock.now()
    return {
      arn: `arn:aws:sts::${this.cloud.account}:assumed-role/${role.name}/${sessionName}`,
      userId: `${role.id}:${sessionName}`,
      roleArn: role.arn,
      issuedAt: Date.now(),
    }
  }

  /** Temporary credentials of a user. */
  issueToken(user: Principal, durationSeconds: number): Session {
    return this.#sessions.issue({ ...user, isUserSession: true, issuedAt: Date.now() }, durationSeconds)
  }

  /** Whether all policies together let the principal do this. Changes of policies count at once. */
  decide(principal: Principal, action: string, resource: string, conditions: Conditions = {}): Decision {
    return this.verdict(principal, action, resource, conditions).decision
  }

  /** AWS's words for why the principal may not do this; undefined where it may. */
  denial(
    principal: Principal,
    action: string,
    resource: string,
    conditions: Conditions = {},
    ofRequest?: (key: string) => string | string[] | undefined,
  ): string | undefined {
    const verdict = this.verdict(principal, action, resource, conditions, ofRequest)
    return verdict.decision === 'Allowed'
      ? undefined
      : denialMessage(principal, action, resource, verdict.decision, verdict.by)
  }

  /**
   * The decision with the kind of policy that made it.
   * @param ofRequest the value of a condition key that AWS may have and the conditions lack.
   */
  verdict(
    principal: Principal,
    action: string,
    resource: string,
    conditions: Conditions = {},
    ofRequest: (key: string) => string | string[] | undefined = () => undefined,
  ): Verdict {
    if (principal.trusted) return { decision: 'Allowed', by: 'identity-based policy' }
    const keys = () => ({ ...globalKeys(this.cloud, principal), ...conditions })
    const context = contextOf(
      () => listedOnly(action, resource, keys()),
      (key) => (mayHaveValue(action, resource, key) ? ofRequest(key) : undefined),
    )
    const request = { action, resource, context, caller: this.#callerOf(principal) }
    const identity = this.#identityOf(principal)
    const boundary = identity?.boundaryArn ? this.managedPolicy(identity.boundaryArn) : undefined
    const ofResource = resourcePolicyOf(this.cloud, action, resource)
    return authorize(request, {
      identity: identity ? this.policiesOf(identity) : [],
      ...(boundary && { boundary }),
      ...(principal.sessionPolicies && { session: principal.sessionPolicies }),
      ...(ofResource && { resource: ofResource }),
    })
  }

  /** Whether a role's trust policy lets a service such as `ec2.amazonaws.com` assume it. */
  mayAssume(servicePrincipal: string, roleNameOrArn: string, conditions: Conditions = {}): boolean {
    return this.trusts({ arn: servicePrincipal, userId: servicePrincipal }, roleNameOrArn, conditions)
  }

  /** Whether a role's trust policy names this principal or its account. */
  trusts(principal: Principal, roleNameOrArn: string, conditions: Conditions = {}): boolean {
    const role = this.role(roleNameOrArn)
    if (!role) return false
    const context = contextOf(() => ({ ...globalKeys(this.cloud, principal), ...conditions }))
    const request = { action: 'sts:AssumeRole', resource: role.arn, context, caller: this.#callerOf(principal) }
    const decision = evaluateForCaller(request, role.trust.document)
    return decision === 'Allowed' || decision === 'AllowedToAccount'
  }

  role(nameOrArn: string): Role | undefined {
    const role = this.roles.get(nameOf(nameOrArn))
    return role && (role.name === nameOrArn || role.arn === nameOrArn) ? role : undefined
  }

  instanceProfile(nameOrArn: string): InstanceProfile | undefined {
    const profile = this.profiles.get(nameOf(nameOrArn))
    return profile && (profile.name === nameOrArn || profile.arn === nameOrArn) ? profile : undefined
  }

  /** The default version of a managed policy. */
  managedPolicy(arn: string): Policy | undefined {
    const managed = this.policies.get(arn)
    return managed?.versions.find(({ id }) => id === managed.defaultVersionId)?.policy
  }

  /** Every policy of a user or role, inline and attached. */
  policiesOf(identity: Identity): Policy[] {
    const attached = [...identity.attached].map((arn) => this.managedPolicy(arn))
    return [...identity.inline.values(), ...attached.filter((policy) => policy !== undefined)]
  }

  /** The users and roles a managed policy is attached to. */
  holdersOf(policyArn: string): (User | Role)[] {
    return [...this.users.values(), ...this.roles.values()].filter(({ attached }) => attached.has(policyArn))
  }

  /** The users and roles a managed policy is the boundary of. */
  boundedBy(policyArn: string): (User | Role)[] {
    return [...this.users.values(), ...this.roles.values()].filter(({ boundaryArn }) => boundaryArn === policyArn)
  }

  /** Whether other services see this role or instance profile yet, as it is now. */
  visible(arn: string): boolean {
    const profile = this.instanceProfile(arn)
    const since = profile?.changedAt ?? this.role(arn)?.createdAt
    return since !== undefined && this.cloud.clock.now() - since >= this.cloud.latencies.iamPropagation * 1000
  }

  #identityOf(principal: Principal): Identity | undefined {
    return principal.roleArn ? this.role(principal.roleArn) : this.users.get(nameOf(principal.arn))
  }

  #callerOf({ arn, roleArn }: Principal): Caller {
    return { arn, account: this.cloud.account, ...(roleArn && { roleArn }) }
  }

  /** A role or user of the same name made anew is another one: sessions of the old one are no good. */
  #isAlive(principal: Principal): boolean {
    return this.#identityOf(principal)?.id === principal.userId.split(':')[0]
  }
}
