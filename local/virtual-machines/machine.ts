import { join } from 'node:path'
import type { Timer } from '../clock.ts'
import type { Cloud } from '../cloud.ts'
import { defect } from '../in-background.ts'
import { readUserData } from './cloud-config.ts'
import { hostCommand, locateProgram } from './command-line.ts'
import { Console } from './console.ts'
import { GuestFiles } from './guest-files.ts'
import { releasePort, takePort } from './loopback-port.ts'
import type { MetadataFacts } from './metadata-facts.ts'
import { MetadataServer } from './metadata-server.ts'
import { RoleCredentials } from './role-credentials.ts'
import { SupervisedProcess } from './supervised-process.ts'
import { Unit } from './unit.ts'
import { unitEnvironment } from './unit-environment.ts'
import { isUnitPath, parseUnitFile, type UnitFile } from './unit-file.ts'

/** Where what the machine serves on its port 80 is reached from the host. */
export interface Endpoint {
  host: '127.0.0.1'
  port: number
}

/** How long a service may take to end when its machine shuts down, in wall time. */
const shutDownMilliseconds = 5000

/**
 * The data plane of one instance: its files, metadata service and systemd units, as real processes of the current
 * user on the host. User data is honoured at the first boot; commands and scripts in it never run.
 */
export class Machine {
  readonly id: string
  readonly console = new Console()
  endpoint: Endpoint | undefined
  readonly units = new Map<string, Unit>()
  readonly #cloud: Cloud
  readonly #files: GuestFiles
  readonly #metadata: MetadataServer
  readonly #userData: string | undefined
  #boot: Timer | undefined
  #isOn = false
  /** Whether the user data has been worked through. */
  #isSetUp = false
  #isRemoved = false
  #stopping: Promise<void> = Promise.resolve()

  constructor(cloud: Cloud, id: string, userData: string | undefined, facts: () => MetadataFacts) {
    const credentials = new RoleCredentials(cloud)
    this.id = id
    this.#cloud = cloud
    this.#userData = userData
    this.#files = new GuestFiles(join(cloud.folder, 'instances', id))
    this.#metadata = new MetadataServer(
      facts,
      () => credentials.of(facts()),
      (error) => cloud.note(`${id}: metadata: ${defect(error)}`),
    )
  }

  /**
   * Boots after `milliseconds` of cloud time. At the first time it works through the user data and starts the units
   * this has written, later those that are enabled.
   */
  powerOn(milliseconds: number): void {
    this.#isOn = true
    this.#boot = this.#cloud.clock.after(milliseconds, () => {
      if (this.#isSetUp) this.#inBackground('boot', this.#bootAgain())
      else this.#inBackground('user data', this.#firstBoot())
    })
  }

  /** Stops all units: SIGTERM, then SIGKILL. Its files stay. */
  powerOff(): void {
    this.#switchOff()
    this.#stopping = this.#stopUnits()
    this.#inBackground('power off', this.#stopping)
  }

  /** Stops all units and starts those again that are enabled, `milliseconds` of cloud time later. */
  reboot(milliseconds: number): void {
    if (!this.#isSetUp) return
    this.powerOff()
    this.powerOn(milliseconds)
  }

  async #bootAgain(): Promise<void> {
    await this.#stopping
    if (!this.#isOn) return
    await startAll([...this.units.values()].filter(({ file }) => file.comesBack))
  }

  /** Shuts down as EC2 does on termination: units get SIGTERM, then SIGKILL, and everything of the machine is removed. */
  shutDown(): void {
    this.powerOff()
    this.#inBackground(
      'shut down',
      this.#stopping.then(() => this.#removeRest()),
    )
  }

  /** Kills everything at once. */
  async destroy(): Promise<void> {
    this.#switchOff()
    await Promise.all([...this.units.values()].map((unit) => unit.kill()))
    this.#removeRest()
  }

  /** Runs `systemctl <verb> <unit>` as SSM's Run Command would, with systemctl's output and exit status. */
  async systemctl(verb: string, name: string): Promise<{ status: number; output: string }> {
    const unitName = name.includes('.') ? name : `${name}.service`
    const unit = this.units.get(unitName)
    if (!unit) return { status: 5, output: `Failed to ${verb} ${unitName}: Unit ${unitName} not found.` }
    if (verb === 'is-active') return { status: unit.state === 'active' ? 0 : 3, output: unit.state }
    if (verb !== 'start' && verb !== 'stop' && verb !== 'restart')
      return { status: 1, output: `Unknown command verb ${verb}.` }
    await unit[verb]()
    const flaw = verb === 'stop' ? undefined : flawOfStart(unit)
    return flaw === undefined ? { status: 0, output: '' } : { status: 1, output: flaw }
  }

  async #firstBoot(): Promise<void> {
    const { files, remarks } = readUserData(this.#userData)
    for (const remark of remarks) this.console.log('cloud-init', remark)
    await this.#connect()
    if (!this.#isOn) return
    this.#isSetUp = true
    for (const file of files) this.#files.write(file)
    for (const file of files.filter(({ path }) => isUnitPath(path))) this.#addUnit(file.path, file.content.toString())
    await startAll([...this.units.values()])
  }

  /** It may have been switched off before the end of an earlier boot. */
  async #connect(): Promise<void> {
    if (this.endpoint) return
    await this.#metadata.listen()
    this.endpoint = { host: '127.0.0.1', port: await takePort() }
    if (this.#isRemoved) this.#removeRest()
  }

  #addUnit(path: string, text: string): void {
    const name = path.split('/').at(-1) ?? path
    const file = parseUnitFile(name, text)
    const onCrashLoop = (line: string) => this.#cloud.note(`${this.id}: ${line}`)
    this.units.set(name, new Unit(file, { console: this.console, launch: (unit) => this.#launch(unit), onCrashLoop }))
  }

  #launch(file: UnitFile): SupervisedProcess {
    const cloud = this.#cloud
    const environment = unitEnvironment(file, this.#files, {
      HOST: '127.0.0.1',
      PORT: String(this.endpoint?.port),
      AWS_ENDPOINT_URL: cloud.endpoint,
      AWS_EC2_METADATA_SERVICE_ENDPOINT: this.#metadata.url,
      AWS_REGION: cloud.region,
    })
    const command = hostCommand(file.command, environment, this.#files, locateProgram(cloud.python))
    if (!command) throw new Error(`Failed to locate executable ${file.command[0]}: No such file or directory`)
    const folder = this.#files.makeFolder(file.workingFolder ?? '/')
    return new SupervisedProcess(command, { folder, environment, onOutput: (chunk) => this.console.write(chunk) })
  }

  async #stopUnits(): Promise<void> {
    await Promise.all(
      [...this.units.values()].map((unit) => unit.stop(Math.min(unit.file.stopMilliseconds, shutDownMilliseconds))),
    )
  }

  #switchOff(): void {
    this.#isOn = false
    this.#boot?.cancel()
  }

  #removeRest(): void {
    this.#isRemoved = true
    this.#metadata.close()
    if (this.endpoint) releasePort(this.endpoint.port)
    this.endpoint = undefined
    this.#files.remove()
  }

  /** What fails in a machine must not stop the cloud: cloud-init, too, boots on when it cannot use its user data. */
  #inBackground(what: string, work: Promise<void>): void {
    work.catch((error: Error) => {
      this.console.log('system', `${what} failed: ${error.message}`)
      const words = `${this.id}: ${what} failed: ${error.message}`
      if (hostErrors.has((error as NodeJS.ErrnoException).code)) this.#cloud.failed(new Error(words, { cause: error }))
      else this.#cloud.note(words)
    })
  }
}

/** What is at fault is this machine, not the instance. */
const hostErrors = new Set<string | undefined>(['ENOSPC', 'EDQUOT', 'EROFS', 'EMFILE', 'ENFILE', 'ENOMEM'])

const startAll = (units: readonly Unit[]) => Promise.all(units.map((unit) => unit.start()))

/** What systemctl says of a start that was tried and came to nothing, or that a later stop has overtaken. */
function flawOfStart({ state, file: { name } }: Unit): string | undefined {
  if (state === 'failed') return `Job for ${name} failed. See "systemctl status ${name}" for details.`
  return state === 'inactive' || state === 'deactivating' ? `Job for ${name} canceled.` : undefined
}
