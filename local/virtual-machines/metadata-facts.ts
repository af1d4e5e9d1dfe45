/** What the instance metadata service of a machine knows about its instance, asked for at each request. */
export interface MetadataFacts {
  account: string
  architecture: string
  hostname: string
  imageId: string
  instanceId: string
  instanceType: string
  launchedAt: Date
  macAddress: string
  privateIp: string
  publicIp?: string
  region: string
  reservationId: string
  securityGroups: readonly string[]
  zone: string
  zoneId: string
  /** Whether the service answers at all (HttpEndpoint). */
  enabled: boolean
  /** Whether requests without a session token are refused (HttpTokens=required). */
  tokenRequired: boolean
  /** The instance's tags, where access to them is enabled. */
  tags?: Readonly<Record<string, string>>
  userData?: string
  profile?: ProfileFacts
}

/** The instance profile whose association has taken effect. */
export interface ProfileFacts {
  associationId: string
  arn: string
  id: string
  roleArn?: string
}

/** Temporary credentials of a role in the form the metadata service answers with. */
export interface RoleCredentialsDocument {
  Code: 'Success' | 'AssumeRoleUnauthorizedAccess'
  LastUpdated: string
  [member: string]: string
}
