/** The tag that marks a resource as one service's. */
export const serviceTag = 'resilient-service'

/** The tag that says which execution made a resource. */
export const executionTag = 'resilient-service-execution'

/** What a service may be called. */
export const serviceName = /^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/

const parameterRoot = '/resilient-service'

/**
 * The name of everything that belongs to a service. A service's name holds no dot, so a suffix that starts with one
 * cannot make two services collide. Load balancer names end at 32 characters, which is why a service's end at 20.
 */
export function namesOf(service: string) {
  const name = `resilient-${service}`
  return {
    table: name,
    launchTemplate: name,
    group: name,
    targetGroup: name,
    loadBalancer: name,
    balancerSecurityGroup: `${name}.balancer`,
    instanceSecurityGroup: `${name}.instance`,
    parameters: parametersOf(service),
    lock: { pk: `lock#${service}`, sk: 'lock' },
  } as const
}

export type Setting = keyof ReturnType<typeof parametersOf>['settings']

/**
 * What a service has in IAM, which is one for all regions of an account: without the region, a service of the same name
 * in another one would share it. The region comes last, so that rights can be kept to one region by a pattern.
 */
export function iamNamesOf(service: string, region: string) {
  const name = `resilient-${service}.${region}`
  const limited = `resilient-${service}.limited.${region}`
  return {
    policy: name,
    role: name,
    profile: name,
    /** What the bad-credentials failure creates: an instance that may read its settings and nothing else. */
    limited: { policy: limited, role: limited, profile: limited },
  } as const
}

function parametersOf(service: string) {
  const path = `${parameterRoot}/${service}`
  return {
    path,
    /** What the server takes its behaviour from. */
    settings: {
      table: `${path}/table`,
      failureResponse: `${path}/failure-response`,
      healthCheck: `${path}/health-check`,
      /** Milliseconds by which the server delays its reads; 0 unless a scenario slows the dependency. */
      dependencyDelay: `${path}/dependency-delay`,
    },
    /** A person sets it and a person removes it: no scenario of this service runs while it is there. */
    halt: `${path}/halt`,
    /** The same for every service. */
    haltAll: `${parameterRoot}/halt`,
  } as const
}

/** The tags of everything an execution creates for a service. */
export function tagsOf(service: string, execution: string): { Key: string; Value: string }[] {
  return [
    { Key: serviceTag, Value: service },
    { Key: executionTag, Value: locationOf(execution).name.replace(refusedInTags, '-') },
  ]
}

/** What the name of an execution may hold and the value of a tag may not: parentheses, for one. */
const refusedInTags = /[^\p{L}\p{N}_.:/=+@-]/gu

/** Partition, region and account an execution's ARN names, and the execution's own name. */
export function locationOf(execution: string) {
  const [, partition = 'aws', , region = '', account = '', , , name = ''] = execution.split(':')
  return { partition, region, account, name }
}
