import type { Cloud } from '../../cloud.ts'

/** Whether a role lets Step Functions act by it for this machine, whose ARN its trust policy may ask for. */
export const mayActBy = (cloud: Cloud, roleArn: string, machineArn: string): boolean =>
  cloud.iam.mayAssume('states.amazonaws.com', roleArn, {
    'aws:SourceArn': machineArn,
    'aws:SourceAccount': cloud.account,
  })
