export type InstanceStateName = 'pending' | 'running' | 'shutting-down' | 'terminated'

/** EC2's number for each state, the low byte of InstanceState.Code. */
export const stateCodes: Record<InstanceStateName, number> = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
}

/** How an instance's metadata service behaves. */
export interface MetadataOptions {
  readonly enabled: boolean
  readonly tokenRequired: boolean
  readonly tagsEnabled: boolean
  readonly hopLimit: number
}
