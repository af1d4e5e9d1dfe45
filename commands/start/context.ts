import type { FinishedExecution } from '../execution.ts'
import type { SavedReport } from './saved-report.ts'

/** What the tasks of one `npm start` hand on to each other. */
export interface Context {
  /** The folder of the synthesized stack. */
  assembly: string
  executions: FinishedExecution[]
  /** Undefined until it has been looked for what is left. */
  leftovers?: string[]
  saved?: SavedReport | undefined
  unsaved?: string
  /** What kept an execution from being started or followed, or ended the command. */
  thrown?: unknown
  /** Shows what the cloud has to say beside the progress: Listr shows only what a task says while it runs. */
  note: (line: string) => void
  close(): Promise<void>
}
