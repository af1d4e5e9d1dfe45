import { devNull } from 'node:os'
import { join } from 'node:path'
import type { Cloud } from '../local/cloud.ts'
import { deployAssembly } from '../local/cloudformation/deploy-assembly.ts'
import { type CloudOptions, startCloud } from '../local/start.ts'

/** The clouds of this process, those included that are about to start. */
const clouds = new Set<Promise<Cloud>>()

/** Starts a local cloud with a synthesized stack in it. Rejects when the port is taken. */
export function startEmbeddedCloud(assemblyFolder: string, options: CloudOptions): Promise<Cloud> {
  const starting = started(assemblyFolder, options)
  clouds.add(starting)
  return starting
}

/** Ends every cloud of this process, whoever started it and however far that has come. */
export async function closeEmbeddedClouds(): Promise<void> {
  const all = await Promise.allSettled(clouds)
  clouds.clear()
  for (const outcome of all) if (outcome.status === 'fulfilled') await outcome.value.close()
}

async function started(assemblyFolder: string, options: CloudOptions): Promise<Cloud> {
  const python = process.env.RESILIENT_SERVICE_PYTHON
  const compileCache = join(assemblyFolder, 'compiled')
  const cloud = await startCloud({ compileCache, ...options, ...(python ? { python } : {}) })
  try {
    await deployAssembly(cloud, assemblyFolder)
    return cloud
  } catch (error) {
    await cloud.close()
    throw error
  }
}

/** What a client in another process needs in its environment to reach the cloud as its administrator. */
export function clientEnvironment(cloud: Cloud): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_REGION: cloud.region,
    AWS_DEFAULT_REGION: cloud.region,
    // What is configured in the user's files may say that AWS_ENDPOINT_URL does not count.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  }
}

/** Makes the clients of this process the cloud's: no profile, session or endpoint of their user takes them elsewhere. */
export function useCloud(cloud: Cloud): void {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name]
  Object.assign(process.env, clientEnvironment(cloud))
}
