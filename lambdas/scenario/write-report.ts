import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import * as z from 'zod'
import { variable } from '../core/aws.ts'
import { locationOf } from '../core/names.ts'
import { payload, step } from '../core/step.ts'
import { journalOf } from './journal.ts'
import { readPhases } from './record/phase-record.ts'
import { readRun } from './record/run.ts'
import { readSamples } from './record/sample-record.ts'
import { reportPage } from './report/page.ts'

const s3 = new S3Client()

/** What ended the run before its verdict, if anything did. */
const ending = { error: z.string().nullable(), cause: z.string().nullable() }

/** Writes `report.html` and `journal.json` of the run into the stack's bucket, under the service and the execution's name. */
export const WriteReport = step(payload(ending), async ({ service, execution, error, cause }) => {
  const run = await readRun(execution)
  const ended = error === null ? null : { error, cause: messageIn(cause ?? '') }
  const journal = journalOf(run, await readPhases(execution), ended)
  const samples = await readSamples(execution, Date.parse(run.startedAt))
  const Bucket = variable('REPORTS_BUCKET')
  const folder = `${service}/${locationOf(execution).name}`
  const files = [
    { Key: `${folder}/report.html`, ContentType: 'text/html; charset=utf-8', Body: reportPage(journal, samples) },
    { Key: `${folder}/journal.json`, ContentType: 'application/json', Body: `${JSON.stringify(journal, null, 2)}\n` },
  ]
  for (const file of files) await s3.send(new PutObjectCommand({ Bucket, ...file }))
  return { bucket: Bucket, report: files[0]?.Key ?? '', journal: files[1]?.Key ?? '' }
})

const thrown = z.object({ errorMessage: z.string() })

/** What a function throws is reported as JSON text with its stack. */
function messageIn(cause: string): string {
  try {
    return thrown.parse(JSON.parse(cause)).errorMessage
  } catch {
    return cause
  }
}
