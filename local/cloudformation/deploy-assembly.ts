import { randomBytes } from 'node:crypto'
import { AwsError } from '../aws-error.ts'
import type { Cloud } from '../cloud.ts'
import { apiInput } from './api-input.ts'
import { type Assembly, readAssembly } from './assembly.ts'
import { creationOrder, requireDependencies } from './creation-order.ts'
import { resolved } from './expression.ts'
import type { Created, Creation } from './resource-type.ts'
import { resourceTypes } from './resources/index.ts'
import { StackScope } from './stack-scope.ts'

export interface DeployOptions {
  /** Which stack, where the assembly holds more than one. */
  stackName?: string
  parameters?: Record<string, string>
}

export interface DeployedStack {
  outputs: Record<string, string>
  /** What `Ref` gives for each resource, by logical id. */
  resources: Record<string, string>
}

/**
 * Makes the resources of a synthesized stack. They stand at once, as if the stack had been deployed before the cloud
 * was started. Throws for a resource type, a property or a function of CloudFormation that this cloud does not know.
 */
export async function deployAssembly(
  cloud: Cloud,
  folder: string,
  { stackName, parameters = {} }: DeployOptions = {},
): Promise<DeployedStack> {
  const assembly = await readAssembly(folder, stackName)
  if (assembly.template.Transform !== undefined) throw new Error('Transform is not supported by this cloud')
  requireDependencies(assembly.template.Resources)
  const scope = new StackScope(cloud, assembly, parameters)
  const wanted = Object.entries(assembly.template.Resources).filter(
    ([, { Condition }]) => Condition === undefined || scope.condition(Condition),
  )
  const resources = Object.fromEntries(wanted)
  for (const logicalId of creationOrder(resources)) {
    const { Type: type = '', Properties: properties = {} } = resources[logicalId] ?? {}
    scope.add(logicalId, await create(cloud, assembly, { logicalId, type, properties: resolved(properties, scope) }))
  }
  await cloud.lambda.standBy()
  return { outputs: outputsOf(assembly, scope), resources: scope.physicalIds }
}

interface Wanted {
  logicalId: string
  type: string
  properties: unknown
}

async function create(cloud: Cloud, assembly: Assembly, { logicalId, type, properties }: Wanted): Promise<Created> {
  const resourceType = resourceTypes.get(type)
  if (!resourceType) throw new Error(`${logicalId}: resources of type ${type} are not supported by this cloud`)
  const unknown = Object.keys(properties as object).filter((name) => !resourceType.properties.includes(name))
  if (unknown.length > 0) {
    throw new Error(`${logicalId}: ${type} with ${unknown.join(', ')} is not supported by this cloud`)
  }
  try {
    return await resourceType.create(properties, creationOf(cloud, assembly, logicalId))
  } catch (error) {
    const { message } = error as Error
    const reason = error instanceof AwsError ? `${error.code}: ${message}` : message
    throw new Error(`${logicalId} (${type}): ${reason}`, { cause: error })
  }
}

function creationOf(cloud: Cloud, { stackName, assets }: Assembly, logicalId: string): Creation {
  const deployer = { arn: 'cloudformation.amazonaws.com', userId: 'cloudformation', trusted: true }
  return {
    cloud,
    stackName,
    logicalId,
    assets,
    call: async (signingName, operation, input) =>
      cloud.invoke(deployer, signingName, operation, await apiInput(signingName, operation, input)),
    drawName: (limit = 64) => {
      const random = randomBytes(8).toString('hex').slice(0, 12).toUpperCase()
      return `${`${stackName}-${logicalId}`.slice(0, limit - random.length - 1)}-${random}`
    },
  }
}

function outputsOf({ template }: Assembly, scope: StackScope): Record<string, string> {
  const outputs = Object.entries(template.Outputs ?? {})
    .filter(([, { Condition }]) => Condition === undefined || scope.condition(Condition))
    .map(([name, { Value }]) => [name, String(resolved(Value, scope))])
  return Object.fromEntries(outputs)
}
