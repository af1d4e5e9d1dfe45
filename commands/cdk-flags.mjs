import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** CDK's own list of its flags. */
const registry = fileURLToPath(new URL('../node_modules/aws-cdk/lib/cli/cli-type-registry.json', import.meta.url))

/** Those of its parser. */
const common = ['help', 'h', 'version']

/**
 * The first word that would be a flag and is none: CDK only warns of it, and would deploy without what it was to say.
 * @param {string} name the command
 * @param {readonly string[]} words what was typed after it
 * @returns {string | undefined}
 */
export function unknownCdkFlag(name, words) {
  const { globalOptions, commands } = JSON.parse(readFileSync(registry, 'utf8'))
  const options = Object.entries({ ...globalOptions, ...commands[name].options })
  const known = new Set([...common, ...options.flatMap(([option, { alias = [] }]) => [option, alias].flat())])
  const flags = words.slice(0, words.includes('--') ? words.indexOf('--') : undefined)
  return flags.find((word) => {
    const [, long] = /^--([^=]+)/.exec(word) ?? []
    if (long !== undefined) return ![long, kebab(long), kebab(long).replace(/^no-/, '')].some((each) => known.has(each))
    const [, short] = /^-([a-z])/i.exec(word) ?? []
    return short !== undefined && !known.has(short)
  })
}

function kebab(flag) {
  return flag.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
