import { markWildcards } from '../wildcard.ts'
import type { Context } from './request.ts'

const variable = /\$\{([^},]+)(?:,\s*'([^']*)')?\}/g

/** Characters that a policy can name literally where they would be wildcards or start a variable. */
const escapes = new Set(['*', '?', '$'])

/**
 * Fills `${aws:username}`, `${aws:PrincipalTag/team, 'default'}` and `${*}` into a policy's text.
 * Undefined where a variable has no single value and no default: such an element matches nothing.
 * In the older policy language, which is also what no Version means, variables are plain text.
 */
export function fillVariables(text: string, context: Context, version: string | undefined): string | undefined {
  if (version !== '2012-10-17') return text
  let unresolved = false
  const filled = text.replace(variable, (_, name: string, fallback?: string) => {
    if (escapes.has(name)) return name
    const value = context.get(name.trim().toLowerCase())
    if (typeof value === 'string') return value
    unresolved ||= fallback === undefined
    return fallback ?? ''
  })
  return unresolved ? undefined : filled
}

/** The same for an element where `*` and `?` are wildcards; values filled in stay literal. */
export function fillPattern(text: string, context: Context, version: string | undefined): string | undefined {
  const marked = text.replace(/\$\{[^}]*\}|[*?]/g, (part) => (part.length > 1 ? part : markWildcards(part)))
  return fillVariables(marked, context, version)
}
