import type { Service } from '../operation.ts'
import { service as autoScaling } from './auto-scaling/service.ts'
import { service as cloudWatch } from './cloudwatch/service.ts'
import { service as dynamoDb } from './dynamodb/service.ts'
import { service as ec2 } from './ec2/service.ts'
import { service as elasticLoadBalancing } from './elastic-load-balancing/service.ts'
import { service as events } from './events/service.ts'
import { service as iam } from './iam/service.ts'
import { service as lambda } from './lambda/service.ts'
import { service as logs } from './logs/service.ts'
import { service as s3 } from './s3/service.ts'
import { service as scheduler } from './scheduler/service.ts'
import { service as sqs } from './sqs/service.ts'
import { service as ssm } from './ssm/service.ts'
import { service as states } from './states/service.ts'
import { service as sts } from './sts/service.ts'
import { service as tagging } from './tagging/service.ts'

/** Every service of the cloud by the name its requests are signed for. */
export const services: ReadonlyMap<string, Service> = new Map(
  [
    autoScaling,
    cloudWatch,
    dynamoDb,
    ec2,
    elasticLoadBalancing,
    events,
    iam,
    lambda,
    logs,
    s3,
    scheduler,
    sqs,
    ssm,
    states,
    sts,
    tagging,
  ].map((service) => [service.signingName, service]),
)
