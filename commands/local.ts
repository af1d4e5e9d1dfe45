import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Cloud } from '../local/cloud.ts'
import { readExpression } from '../local/schedule/expression.ts'
import { clientEnvironment, closeEmbeddedClouds, startEmbeddedCloud } from './embedded-cloud.ts'
import { parseFlags, readSpeed, WrongFlags } from './flags.ts'
import { unlessInterrupted, untilInterrupted } from './interruption.ts'
import { runCommand } from './run-command.ts'
import { synthesize } from './synthesize.ts'

const usage = `usage: npm run local -- [flags]
  --port N          loopback port of the AWS endpoint, 0 for a free one (default: 4566)
  --speed N         cloud seconds per second of wall time, 1-60 (default: 1)
  --schedule RATE   run the scenario on a schedule, such as 'rate(5 minutes)' of cloud time`

/** Runs the local cloud with the stack in it until Ctrl-C. */
async function main(words: string[]): Promise<number> {
  if (words.includes('--help')) {
    console.log(usage)
    return 0
  }
  const { port, speed, schedule } = readFlags(words)
  await listenFor(port)
  const cloud = await unlessInterrupted(started({ port, speed, schedule }), 'the local cloud has not started')
  console.log(instructions(cloud))
  await untilInterrupted()
  await cloud.close()
  return 0
}

async function started({ port, speed, schedule }: ReturnType<typeof readFlags>): Promise<Cloud> {
  const assembly = await synthesize(schedule === undefined ? {} : { schedule })
  return await startEmbeddedCloud(assembly, { port, speed, note: (line) => console.error(line) })
}

/** Throws where the port can't be had, so that nobody waits for the synthesis to hear of it. */
async function listenFor(port: number): Promise<void> {
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  server.close()
  await once(server, 'close')
}

function readFlags(words: string[]) {
  const values = parseFlags(words, {
    port: { type: 'string' },
    speed: { type: 'string' },
    schedule: { type: 'string' },
  })
  const port = Number(values.port ?? '4566')
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new WrongFlags(`--port ${values.port}: a port number, 0-65535`)
  return { port, speed: readSpeed(values.speed, 1), schedule: readSchedule(values.schedule) }
}

/** Only what recurs: the stack takes no `at()`. */
function readSchedule(text: string | undefined): string | undefined {
  const kind = text === undefined ? undefined : readExpression(text)?.kind
  if (text !== undefined && kind !== 'rate' && kind !== 'cron')
    throw new WrongFlags(`--schedule ${text}: rate(…) or cron(…), such as 'rate(5 minutes)'`)
  return text?.trim()
}

function instructions(cloud: Cloud): string {
  const variables = Object.entries(clientEnvironment(cloud)).map(([name, value]) => `export ${name}=${value}`)
  const machines = [...cloud.states.machines.values()].map(({ arn }) => arn)
  const deploy = machines.find((arn) => arn.endsWith('-Deploy')) ?? ''
  return [
    `The local cloud is ready at ${cloud.endpoint} (region ${cloud.region}). Ctrl-C ends it and everything in it.`,
    `\n${variables.join('\n')}\nunset AWS_PROFILE AWS_SESSION_TOKEN`,
    `\nState machines:\n${machines.map((arn) => `  ${arn}`).join('\n')}`,
    '\nTry:',
    `  aws stepfunctions start-execution --state-machine-arn ${deploy} --input '{"service":"demo"}'`,
    `  aws stepfunctions list-executions --state-machine-arn ${deploy}`,
    "  aws elbv2 describe-load-balancers --query 'LoadBalancers[].[DNSName,State.Code]' --output text",
  ].join('\n')
}

await runCommand(main, usage, closeEmbeddedClouds)
