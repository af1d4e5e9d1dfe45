/** Parameters that are accepted and ignored. */
export const ignored: Record<string, string[]> = {
  AssumeRole: ['MinimumSessionTokenSize'],
  GetSessionToken: ['MinimumSessionTokenSize'],
}

/** Parameters that are refused. */
export const refused: Record<string, string[]> = {
  AssumeRole: ['ProvidedContexts', 'SerialNumber', 'SourceIdentity', 'Tags', 'TokenCode', 'TransitiveTagKeys'],
  GetSessionToken: ['SerialNumber', 'TokenCode'],
}

/** Where STS differs from AWS's, as sentences for docs/fidelity.md. */
export const differences: readonly string[] = [
  'Credentials expire on the wall clock, by which clients renew them. `aws:TokenIssueTime` is on it, too, while `aws:CurrentTime` is cloud time.',
  'Credentials of a role end when the role is deleted, also when one of the same name is made again.',
]
