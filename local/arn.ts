/** The name at the end of an ARN or of a path. */
export const nameOf = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1)
