/** One statement of a function's resource policy, as AddPermission makes it. */
export interface Statement {
  Sid: string
  Effect: 'Allow'
  Principal: string | { Service: string } | { AWS: string }
  Action: string
  Resource: string
  Condition?: Record<string, Record<string, string>>
}

/** The policy document that GetPolicy answers with. */
export function policyDocument(statements: Iterable<Statement>): string {
  return JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: [...statements] })
}
