import { join } from 'node:path'
import type { Cloud } from '../local/cloud.ts'
import { deployAssembly } from '../local/cloudformation/deploy-assembly.ts'
import { type CloudOptions, startCloud } from '../local/start.ts'

/** Starts a local cloud with a synthesized stack in it. Rejects when the port is taken. */
export async function startEmbeddedCloud(assemblyFolder: string, options: CloudOptions): Promise<Cloud> {
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
  }
}
