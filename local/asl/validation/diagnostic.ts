/** One finding about a definition, as ValidateStateMachineDefinition reports it. */
export interface Diagnostic {
  severity: 'ERROR' | 'WARNING'
  code: string
  message: string
  /** Where in the definition: `/States/Check/Choices[0]/Next`. */
  location?: string
}

/** Gathers what is wrong with a definition, in the order it is found. */
export class Report {
  readonly diagnostics: Diagnostic[] = []

  get isClean(): boolean {
    return this.diagnostics.length === 0
  }

  error(code: string, message: string, location?: string) {
    this.diagnostics.push({ severity: 'ERROR', code, message, ...(location !== undefined && { location }) })
  }

  /** The form of the definition is wrong. */
  schema(message: string, location: string) {
    this.error('SCHEMA_VALIDATION_FAILED', message, location)
  }
}

/** The text CreateStateMachine refuses a definition with. */
export const messageOf = ({ code, message, location }: Diagnostic) =>
  code === 'INVALID_JSON_DESCRIPTION' ? `${code}: ${message}` : `${code}: ${message} at ${location ?? 'null'}`
