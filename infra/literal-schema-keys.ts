import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

/**
 * Lets esbuild drop the schemas a function never uses. The SDK's clients write keys such as `[_xN]` where `_xN` is a
 * constant string; a computed key counts as a side effect, so every shape of EC2 stays, half a megabyte in each function.
 */
export const literalSchemaKeys: Plugin = {
  name: 'literal-schema-keys',
  setup(build) {
    build.onLoad({ filter: /[\\/]client-[^\\/]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/ }, async ({ path }) => ({
      contents: withLiteralKeys(await readFile(path, 'utf8')),
      loader: 'js',
    }))
  },
}

/** The source with each computed key replaced by the string that a constant of the same source gives it. */
export function withLiteralKeys(source: string): string {
  const strings = new Map<string, string>()
  for (const [, name = '', text = ''] of source.matchAll(/^const (_\w+) = (".*");$/gm)) strings.set(name, text)
  return source.replaceAll(/\[(_\w+)\]:/g, (key, name: string) => (strings.has(name) ? `${strings.get(name)}:` : key))
}
