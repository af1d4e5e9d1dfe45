interface Resource {
  Type: string
  Properties: Record<string, never>
  DeletionPolicy?: string
}

interface InlinePolicy {
  PolicyName: string
  PolicyDocument: { Statement: Statement[] }
}

interface Statement {
  Effect: string
  Action: string | string[]
  Resource: unknown
  Condition?: unknown
}

/** A statement of a template's policy in the words of the table of steps. */
export interface WordedStatement {
  Effect: string
  Action: string[]
  Resource: unknown[]
  Condition?: unknown
}

interface Template {
  Resources: Record<string, Resource>
  Outputs: object
}

const pseudoParameters: Record<string, string> = {
  'AWS::Partition': `\${Partition}`,
  'AWS::Region': `\${Region}`,
  'AWS::AccountId': `\${Account}`,
}

/** What tests ask of the stack's template. */
export class Facts {
  readonly template: Template

  constructor(template: Template) {
    this.template = template
  }

  // biome-ignore lint/suspicious/noExplicitAny: a template is JSON of every shape.
  all(type: string): any[] {
    return Object.values(this.template.Resources).filter(({ Type }) => Type === `AWS::${type}`)
  }

  function(name: string) {
    return this.all('Lambda::Function').find(({ Properties }) => Properties.FunctionName === `ResilientService-${name}`)
      .Properties
  }

  machine(name: string) {
    return this.all('StepFunctions::StateMachine').find(
      ({ Properties }) => Properties.StateMachineName === `ResilientService-${name}`,
    ).Properties
  }

  /** The statements of the inline policies of the role that a property refers to, by the policy's name. */
  policies(role: { 'Fn::GetAtt': [string, string] }): Record<string, WordedStatement[]> {
    return this.policiesOf(this.template.Resources[role['Fn::GetAtt'][0]])
  }

  policiesOf(role: Resource | undefined): Record<string, WordedStatement[]> {
    const policies: InlinePolicy[] = role?.Properties.Policies ?? []
    return Object.fromEntries(
      policies.map(({ PolicyName, PolicyDocument }) => [
        PolicyName,
        PolicyDocument.Statement.map((statement) => this.#worded(statement)),
      ]),
    )
  }

  #worded({ Action, Resource, ...rest }: Statement): WordedStatement {
    const resources = [this.inWordsOfRows(Resource)].flat()
    const others = this.inWordsOfRows(rest) as Omit<Statement, 'Action' | 'Resource'>
    return { ...others, Action: [Action].flat(), Resource: resources }
  }

  /** A value of the template with the placeholders that the stack has filled in; its other parts are `<logical id>`. */
  inWordsOfRows(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((each) => this.inWordsOfRows(each))
    if (typeof value !== 'object' || value === null) return value
    const { Ref: name, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Record<string, never>
    if (name) return pseudoParameters[name] ?? `<${name}>`
    if (attribute) return this.#placeholderOf(attribute)
    if (join) return (this.inWordsOfRows(join[1]) as string[]).join(join[0])
    const entries = Object.entries(value).map(([key, inner]) => {
      if (key.startsWith('Fn::')) throw new Error(`${key} is not expected in a policy`)
      return [key, this.inWordsOfRows(inner)]
    })
    return Object.fromEntries(entries)
  }

  #placeholderOf([logicalId, attribute]: [string, string]): string {
    const type = this.template.Resources[logicalId]?.Type
    if (type === 'AWS::DynamoDB::Table' && attribute === 'Arn') return `\${RunsTable}`
    if (type === 'AWS::S3::Bucket' && attribute === 'Arn') return `\${ReportsBucket}`
    return `<${logicalId}.${attribute}>`
  }
}
