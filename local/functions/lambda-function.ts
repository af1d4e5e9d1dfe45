/** What the runtime needs to know of a function to run it. A changed function is a new object. */
export interface LambdaFunction {
  readonly name: string
  readonly arn: string
  /** `nodejs24.x` and the like. */
  readonly runtime: string
  /** Where the code lies, unpacked. */
  readonly folder: string
  /** `module.export`. */
  readonly handler: string
  readonly roleArn: string
  readonly environment: Readonly<Record<string, string>>
  readonly timeoutSeconds: number
  readonly memoryMegabytes: number
  readonly logGroup: string
}
