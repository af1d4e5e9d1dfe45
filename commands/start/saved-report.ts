import { mkdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { FinishedExecution } from '../execution.ts'

/** A scenario's report as it was saved under `runs/`. */
export interface SavedReport {
  /** The page to open. */
  page: string
  phases: unknown[]
}

/** What the state WriteReport puts out. */
interface Written {
  bucket: string
  report: string
  journal: string
}

/** Saves the report and the journal which a scenario has written into the stack's bucket; undefined when it wrote none. */
export async function saveReport(executions: FinishedExecution[]): Promise<SavedReport | undefined> {
  const exited = executions
    .flatMap(({ events }) => events)
    .find(({ stateExitedEventDetails }) => stateExitedEventDetails?.name === 'WriteReport')
  const output = exited?.stateExitedEventDetails?.output
  if (output === undefined) return undefined
  const { bucket, report, journal } = JSON.parse(output) as Written
  const client = new S3Client({})
  const page = await save(client, bucket, report)
  const journalFile = await save(client, bucket, journal)
  client.destroy()
  return { page: page.file, phases: (JSON.parse(journalFile.text) as { phases?: unknown[] }).phases ?? [] }
}

async function save(client: S3Client, bucket: string, key: string): Promise<{ file: string; text: string }> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
  const text = (await Body?.transformToString()) ?? ''
  const file = join('runs', dirname(key), basename(key))
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
  return { file, text }
}
