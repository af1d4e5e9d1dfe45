import { type CloudOptions, startCloud } from '../../local/start.ts'

/** An account on a private local cloud, where the SDK finds it as it would find AWS. */
export async function openAccount(options: CloudOptions = {}) {
  const cloud = await startCloud({ speed: 100, ...options })
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_REGION: cloud.region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  })
  return cloud
}
