import { isObject } from '../json.ts'
import { listOf, type Statement } from './document.ts'
import { parsePolicy } from './grammar.ts'

/** What a policy is attached to, which decides the elements it may have. */
export type Attachment = 'identity' | 'trust' | 'resource'

/** What AWS would refuse a policy for, in its words; undefined for a policy it accepts. */
export function flawOf(text: string, attachment: Attachment): string | undefined {
  const document = parsePolicy(text)
  if (document === 'no JSON' && attachment === 'trust') return 'This policy contains invalid Json'
  if (typeof document === 'string') return 'Syntax errors in policy.'
  const statements = listOf(document.Statement)
  if (attachment === 'identity' && document.Version !== '2012-10-17')
    return 'Policy document must be version 2012-10-17 or greater.'
  const sids = statements.map(({ Sid }) => Sid).filter((sid) => sid !== undefined && sid !== '')
  if (new Set(sids).size < sids.length) return 'Statement IDs (SID) in a single policy must be unique.'
  const flaw = { identity: identityFlaw, trust: trustFlaw, resource: resourceFlaw }[attachment]
  return first(statements, (statement) => flaw(statement) ?? actionFlaw(statement))
}

function identityFlaw(statement: Statement): string | undefined {
  const { Sid, Action, NotAction, Resource, NotResource, Principal, NotPrincipal } = statement
  if (Principal ?? NotPrincipal) return 'Policy document should not specify a principal.'
  if (Sid && !/^[0-9A-Za-z]*$/.test(Sid))
    return 'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*'
  if (listOf(Action ?? NotAction).length === 0) return 'Policy statement must contain actions.'
  if (listOf(Resource ?? NotResource).length === 0) return 'Policy statement must contain resources.'
  return first(listOf(Resource ?? NotResource), resourceFormatFlaw)
}

function resourceFormatFlaw(resource: string): string | undefined {
  if (resource === '*') return undefined
  const [scheme, partition = '', ...rest] = resource.split(':')
  if (scheme !== 'arn' || rest.length === 0) return `Resource ${resource} must be in ARN format or "*".`
  if (!/^(aws|aws-cn|aws-us-gov|\*)$/.test(partition))
    return `Partition "${partition}" is not valid for resource "${resource}".`
  return rest.length < 4 && !rest.includes('*') ? 'The policy failed legacy parsing' : undefined
}

function trustFlaw(statement: Statement): string | undefined {
  const { Action, NotAction, Resource, NotResource, Principal, NotPrincipal } = statement
  if (Resource) return 'Has prohibited field Resource'
  if (NotResource) return 'Has prohibited field NotResource'
  if (!Principal && !NotPrincipal) return 'Missing required field Principal'
  if (listOf(Action ?? NotAction).length === 0) return 'Missing required field Action'
  const isAssumption = (action: string) => /^sts:(assumerole|tagsession|setsourceidentity|setcontext)/i.test(action)
  if (NotAction || !listOf(Action).every((action) => action === 'sts:*' || isAssumption(action)))
    return 'AssumeRole policy may only specify STS AssumeRole actions.'
  return principalFlaw(statement)
}

function resourceFlaw(statement: Statement): string | undefined {
  const { Action, NotAction, Resource, NotResource, Principal, NotPrincipal } = statement
  if (!Principal && !NotPrincipal) return 'Missing required field Principal'
  if (listOf(Action ?? NotAction).length === 0) return 'Missing required field Action'
  if (listOf(Resource ?? NotResource).length === 0) return 'Missing required field Resource'
  return principalFlaw(statement)
}

const principalForms: Record<string, RegExp> = {
  AWS: /^(\*|\d{12}|arn:aws[\w-]*:(iam|sts)::\d{12}:(root|(user|role|assumed-role|federated-user)\/.+))$/,
  Service: /^[a-z0-9.-]+\.(amazonaws\.com|amazonaws\.com\.cn|amazon\.com|aws\.internal)$/,
  Federated: /./,
  CanonicalUser: /./,
}

function principalFlaw({ Principal, NotPrincipal }: Statement): string | undefined {
  const element = Principal ?? NotPrincipal
  if (element === '*') return undefined
  if (!isObject(element)) return 'Invalid principal in policy.'
  return first(Object.entries(element), ([kind, names]) =>
    first(listOf(names), (name) =>
      principalForms[kind]?.test(name) ? undefined : `Invalid principal in policy: "${kind}":"${name}"`,
    ),
  )
}

function actionFlaw({ Action, NotAction }: Statement): string | undefined {
  return first(listOf(Action ?? NotAction), (action) => {
    if (action === '*') return undefined
    const [vendor = '', ...rest] = action.split(':')
    if (rest.length === 0) return 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.'
    if (rest.length > 1) return 'Actions/Condition can contain only one colon.'
    return /^[a-zA-Z0-9.-]+$/.test(vendor) ? undefined : `Vendor ${vendor} is not valid`
  })
}

function first<Item>(items: readonly Item[], flaw: (item: Item) => string | undefined): string | undefined {
  for (const item of items) {
    const found = flaw(item)
    if (found !== undefined) return found
  }
  return undefined
}
