import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { SFNClient } from '@aws-sdk/client-sfn'

/** `npm run local` as a user runs it, and the environment it tells them to export. */
export class LocalCommand {
  readonly environment: Record<string, string> = {}
  readonly lines: string[] = []
  readonly #process: ChildProcess

  private constructor(process: ChildProcess) {
    this.#process = process
  }

  /** Resolves once the command has printed what to try. */
  static async start(...flags: string[]): Promise<LocalCommand> {
    const child = spawn(process.execPath, ['commands/local.ts', '--port', '0', ...flags], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const command = new LocalCommand(child)
    for await (const line of createInterface({ input: child.stdout })) {
      command.lines.push(line)
      const [, name, value] = /^export (\w+)=(.*)$/.exec(line) ?? []
      if (name !== undefined && value !== undefined) command.environment[name] = value
      if (line.includes('elbv2 describe-load-balancers')) return command
    }
    throw new Error(`the local cloud did not start: ${command.lines.join('\n')}`)
  }

  /** A client of Step Functions with the administrator's keys. */
  stepFunctions(): SFNClient {
    const { AWS_ENDPOINT_URL: endpoint = '', AWS_REGION: region = '' } = this.environment
    return new SFNClient({ endpoint, region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } })
  }

  /** Ends it as Ctrl-C does; returns the exit code. */
  async interrupt(): Promise<number | null> {
    const exit = once(this.#process, 'exit')
    this.#process.kill('SIGINT')
    const [code] = (await exit) as [number | null]
    return code
  }
}
