/** A sentence of an activity's cause, in AWS's form: `At 2026-11-22T10:00:00Z …`. */
export function at(time: number, what: string): string {
  return `At ${new Date(time).toISOString().replace(/\.\d+Z$/, 'Z')} ${what}`
}

/** AWS joins the sentences of a cause by two blanks. */
export function joinCauses(...causes: (string | undefined)[]): string {
  return causes.filter((cause) => cause !== undefined).join('  ')
}
