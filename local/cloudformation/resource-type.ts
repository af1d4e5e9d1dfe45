import type { Cloud } from '../cloud.ts'

/** What CloudFormation knows of a resource once it is made. */
export interface Created {
  /** What `Ref` gives. */
  ref: string
  /** What `Fn::GetAtt` gives. */
  attributes?: Record<string, string>
}

/** What a resource type needs to make a resource. */
export interface Creation {
  readonly cloud: Cloud
  readonly stackName: string
  readonly logicalId: string
  /** Folder or file of an asset by its S3 key. */
  readonly assets: ReadonlyMap<string, string>
  /** Calls an API as whoever deploys the stack. */
  call<Output = Record<string, unknown>>(signingName: string, operation: string, input: unknown): Promise<Output>
  /** A name as CloudFormation draws one for a resource without a name of its own. */
  drawName(limit?: number): string
}

/** One CloudFormation resource type. */
// biome-ignore lint/suspicious/noExplicitAny: each type has properties of its own.
export interface ResourceType<Properties = any> {
  readonly type: string
  /** The properties that are honoured or listed as ignored; a template with any other is refused. */
  readonly properties: readonly (keyof Properties & string)[]
  create(properties: Properties, creation: Creation): Created | Promise<Created>
}

export interface Tag {
  Key: string
  Value: string
}
