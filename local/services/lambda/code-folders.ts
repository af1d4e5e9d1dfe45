import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Cloud } from '../../cloud.ts'
import { inBackground } from '../../in-background.ts'

/** The folders that deployment packages are unpacked into; of any other folder it takes no notice. */
export class CodeFolders {
  readonly #cloud: Cloud
  readonly #folders = new Set<string>()

  constructor(cloud: Cloud) {
    this.#cloud = cloud
  }

  /** Writes files, by their names, into a folder of their own and answers its path. */
  async write(files: Readonly<Record<string, Uint8Array>>): Promise<string> {
    const parent = join(this.#cloud.folder, 'functions')
    await mkdir(parent, { recursive: true })
    const folder = await mkdtemp(join(parent, 'code-'))
    this.#folders.add(folder)
    try {
      for (const [name, content] of Object.entries(files)) await writeInto(join(folder, name), content)
      return folder
    } catch (error) {
      this.discard(folder)
      throw error
    }
  }

  /** Removes a folder that no function has any more, once nothing that still runs needs it. */
  discard(folder: string, unused: Promise<unknown> = Promise.resolve()) {
    if (!this.#folders.delete(folder)) return
    void inBackground(this.#cloud, async () => {
      await unused
      await rm(folder, { recursive: true, force: true })
    })
  }
}

/** An archive's entry for a folder has a name that ends with a slash. */
async function writeInto(path: string, content: Uint8Array) {
  if (path.endsWith('/')) {
    await mkdir(path, { recursive: true })
    return
  }
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
}
