import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'esbuild'

const specifier = '#instance-files'

/**
 * Puts what `instance/files.ts` reads from disk into the bundle, since the files of the web server are not there where
 * the function runs. Outside of bundles the same specifier is an entry of `imports` in package.json.
 */
export function inlinedInstanceFiles(root: string): Plugin {
  return {
    name: 'inlined-instance-files',
    setup(build) {
      build.onResolve({ filter: new RegExp(`^${specifier}$`) }, () => ({ path: specifier, namespace: specifier }))
      build.onLoad({ filter: /.*/, namespace: specifier }, async () => {
        const source = pathToFileURL(join(root, 'instance', 'files.ts')).href
        const { files } = (await import(source)) as { files: unknown }
        return { contents: JSON.stringify({ files }), loader: 'json' }
      })
    },
  }
}
