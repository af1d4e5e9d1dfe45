import { appendFileSync, chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'

/** A file that user data asks for, with its content already decoded. */
export interface WrittenFile {
  path: string
  content: Buffer
  mode: number
  append: boolean
}

/** An absolute path inside a longer text; the slashes of a URL are not taken for one. */
const absolutePath = /(?<![\w./@-])\/[\w.+@-]+(?:\/[\w.+@-]+)*/g

/** What user data writes to a machine's file system, kept in a folder of the host. */
export class GuestFiles {
  readonly folder: string

  constructor(folder: string) {
    this.folder = folder
  }

  /** Where a path of the machine lies on the host. `..` cannot leave the machine's folder. */
  resolve(path: string): string {
    return join(this.folder, posix.resolve('/', path))
  }

  exists(path: string): boolean {
    return existsSync(this.resolve(path))
  }

  makeFolder(path: string): string {
    const folder = this.resolve(path)
    mkdirSync(folder, { recursive: true })
    return folder
  }

  write(file: WrittenFile): void {
    const target = this.resolve(file.path)
    mkdirSync(dirname(target), { recursive: true })
    if (file.append) appendFileSync(target, file.content)
    else writeFileSync(target, file.content)
    // The machine runs as the current user, who must be able to read what its owner could.
    chmodSync(target, file.mode | 0o600)
  }

  /** Maps every absolute path in `text` that the machine has, or could create beside a file of its own, onto the host. */
  rebase(text: string): string {
    return text.replace(absolutePath, (path) => (this.#isOwn(path) ? this.resolve(path) : path))
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 })
  }

  #isOwn(path: string): boolean {
    const parent = posix.dirname(path)
    return this.exists(path) || (parent !== '/' && this.exists(parent))
  }
}
