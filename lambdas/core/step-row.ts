/** AWS actions a step may call. */
export interface Permission {
  actions: string[]
  /**
   * `['*']` where absent: IAM knows no resource for these actions. A pattern may hold the placeholders `${Partition}`,
   * `${Region}`, `${Account}`, `${RunsTable}` and `${ReportsBucket}`, which the stack fills in.
   */
  resources?: string[]
  conditions?: Record<string, Record<string, string | string[]>>
  /** AWS checks these while it answers another action of the row; the step itself never calls them. */
  dependent?: true
}

/** What a step has where its row says nothing. */
export const stepDefaults = { timeoutSeconds: 30, memoryMegabytes: 256 } as const

/** A row of the table of steps: a Lambda function of its own, with a role of its own. */
export interface Step {
  /** The file in `lambdas/`, without its ending, that exports the handler under the step's name. */
  file: string
  does: string
  allows: Permission[]
  timeoutSeconds?: number
  memoryMegabytes?: number
  /** Parts of the stack whose names the function gets in its environment. */
  uses?: ('runs' | 'reports')[]
}
