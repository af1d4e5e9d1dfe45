import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { until } from '../until.ts'

const root = join(import.meta.dirname, '../..')
const ownPython = join(root, '.venv/bin/python')

/** The interpreter that has what `instance/requirements.txt` names. */
export const python = existsSync(ownPython) ? ownPython : 'python3'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
  body: Record<string, unknown>
  /** From the request to the end of the answer. */
  ms: number
}

/** The real server as a process of its own. */
export class WebServer {
  /** What it has logged. */
  readonly lines: Record<string, unknown>[] = []
  /** What it has printed that is not a JSON object on a line: always a mistake. */
  readonly noise: string[] = []
  readonly exited: Promise<number | null>
  readonly process: ChildProcess
  readonly #agent = new Agent({ keepAlive: true })
  #forgotten = 0
  #rest = ''

  constructor(environment: Record<string, string>) {
    this.process = spawn(python, ['-m', 'server'], {
      cwd: join(root, 'instance'),
      env: { PATH: process.env.PATH ?? '', PYTHONDONTWRITEBYTECODE: '1', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.process.stdout?.on('data', (chunk) => this.#take(String(chunk)))
    this.process.stderr?.on('data', (chunk) => this.noise.push(String(chunk)))
    this.exited = new Promise((resolve) => this.process.once('close', (code) => resolve(code)))
  }

  /** Starts it with refreshes quick enough for a test and waits until it listens. */
  static async start(environment: Record<string, string>): Promise<WebServer> {
    const server = new WebServer({
      HOST: '127.0.0.1',
      PORT: '0',
      SETTINGS_PATH: '/resilient-service/demo',
      TABLE: 'real-table',
      AWS_REGION: 'us-west-2',
      SETTINGS_REFRESH_SECONDS: '0.05',
      CREDENTIALS_REFRESH_SECONDS: '0.1',
      ...environment,
    })
    const isReady = () => server.line('listening') !== undefined || server.process.exitCode !== null
    try {
      await until(isReady, 'the server listens', 20)
    } catch (error) {
      server.process.kill('SIGKILL')
      throw error
    }
    return server
  }

  get port(): number {
    return Number(this.line('listening')?.port)
  }

  line(message: string): Record<string, unknown> | undefined {
    return this.lines.find((line) => line.message === message)
  }

  /** What it has warned of so far is no answer to a later question. */
  forgetWarnings(): void {
    this.#forgotten = this.lines.length
  }

  /** Whether it has logged this warning, or defect, with a reason that holds the given text. */
  warned(message: string, reason = ''): boolean {
    const lines = this.lines.slice(this.#forgotten)
    return lines.some((line) => line.message === message && String(line.reason).includes(reason))
  }

  /** Whether a setting, as far as it has logged, has this value. */
  knows(setting: string, value: unknown): boolean {
    return this.lines.findLast((line) => line.setting === setting)?.value === value
  }

  get(path = '/', method = 'GET'): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sentAt = performance.now()
      const sent = request({ host: '127.0.0.1', port: this.port, path, method, agent: this.#agent }, (response) => {
        const { statusCode = 0, headers } = response
        text(response).then((content) => {
          const body = content.startsWith('{') ? JSON.parse(content) : {}
          resolve({ status: statusCode, headers, text: content, body, ms: performance.now() - sentAt })
        }, reject)
      })
      sent.once('error', reject)
      sent.end()
    })
  }

  /** Waits until the page answers with this status, and source where one is given. */
  async answers(status: number, source?: string, path = '/'): Promise<Answer> {
    let last: Answer | undefined
    await until(
      async () => {
        last = await this.get(path)
        return last.status === status && last.headers['x-recommendation-source'] === source
      },
      `${path} answers ${status} ${source ?? ''}`,
      20,
    )
    return last as Answer
  }

  async stop(): Promise<number | null> {
    this.process.kill('SIGTERM')
    this.#agent.destroy()
    return this.exited
  }

  #take(output: string) {
    const lines = (this.#rest + output).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) {
      if (line.startsWith('{')) this.lines.push(JSON.parse(line))
      else this.noise.push(line)
    }
  }
}
