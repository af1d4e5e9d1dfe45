import { mkdir, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type BuildOptions, build, type Metafile, stop } from 'esbuild'
import { inlinedInstanceFiles } from './inlined-instance-files.ts'
import { literalSchemaKeys } from './literal-schema-keys.ts'

/** The code of every step that one file of `lambdas/` exports, ready to be a function's code. */
export interface Bundle {
  /** As the table of steps names it, such as `table` or `scenario/watch`. */
  file: string
  /** Holds `<module>.mjs`, the chunks it needs, their source maps, and nothing else. */
  folder: string
  /** The module that exports the handlers, the first half of a Lambda handler's name. */
  module: string
}

/** Some dependencies are CommonJS and call `require` for Node's own modules, which an ES module does not have. */
const requireForCommonJs = `import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);`

/**
 * Credential providers that no function uses: Lambda puts credentials into the environment, where the SDK looks first.
 * The SDK imports these when it gets there, so they would be a quarter of every bundle, and half of its files.
 */
const otherCredentials = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-login',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
]

/**
 * Bundles the Lambda functions of `files` into `folder` in one run of esbuild. What they share is split off and bundled
 * once, which takes a fifth of the time.
 */
export async function bundle(root: string, files: readonly string[], folder: string): Promise<Bundle[]> {
  await rm(folder, { recursive: true, force: true })
  // esbuild, a program in Go, lets its memory double before it collects garbage: half of that takes no longer.
  process.env.GOGC ??= '50'
  const entryPoints = files.map((file) => ({ in: join(root, 'lambdas', `${file}.ts`), out: moduleOf(file) }))
  const built = await build({ ...options(root), entryPoints, outdir: folder, write: false, metafile: true })
  // Otherwise esbuild and its memory would stay for the life of this process.
  await stop()
  const contents = new Map(built.outputFiles.map(({ path, contents }) => [basename(path), contents]))
  return Promise.all(
    files.map(async (file) => {
      const module = moduleOf(file)
      const names = closureOf(`${module}.mjs`, importsOf(built.metafile))
      await writeFiles(join(folder, module), [...names, ...names.map((name) => `${name}.map`)], contents)
      return { file, folder: join(folder, module), module }
    }),
  )
}

function options(root: string): BuildOptions {
  return {
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    external: otherCredentials,
    mainFields: ['module', 'main'],
    minify: true,
    sourcemap: true,
    sourcesContent: false,
    legalComments: 'none',
    outExtension: { '.js': '.mjs' },
    banner: { js: requireForCommonJs },
    plugins: [inlinedInstanceFiles(root), literalSchemaKeys],
    logLevel: 'warning',
  }
}

/** All outputs lie side by side, so a file in a folder becomes a module of one name. */
function moduleOf(file: string): string {
  return file.replaceAll('/', '-')
}

/** The outputs that each output imports, also those it may import later. */
function importsOf({ outputs }: Metafile): ReadonlyMap<string, string[]> {
  const entries = Object.entries(outputs).map(([path, { imports }]) => {
    const chunks = imports.filter((each) => !each.external).map((each) => basename(each.path))
    return [basename(path), chunks] as const
  })
  return new Map(entries)
}

function closureOf(name: string, imports: ReadonlyMap<string, string[]>): string[] {
  const closure = new Set([name])
  for (const each of closure) for (const imported of imports.get(each) ?? []) closure.add(imported)
  return [...closure]
}

async function writeFiles(folder: string, names: readonly string[], contents: ReadonlyMap<string, Uint8Array>) {
  await mkdir(folder, { recursive: true })
  await Promise.all(names.map((name) => writeFile(join(folder, name), contents.get(name) ?? '')))
}
