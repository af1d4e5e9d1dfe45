/** For operations on one machine: its ARN. */
export const ofMachine = ({ stateMachineArn = '*' }: { stateMachineArn?: string | undefined }) => [stateMachineArn]

/** For operations on one execution: its ARN. */
export const ofExecution = ({ executionArn = '*' }: { executionArn?: string | undefined }) => [executionArn]

/** For operations on tags: the ARN of what has them. */
export const ofTagged = ({ resourceArn = '*' }: { resourceArn?: string | undefined }) => [resourceArn]
