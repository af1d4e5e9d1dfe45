import type { FunctionConfiguration } from '@aws-sdk/client-lambda'
import type { DeployedFunction } from './deployed-function.ts'

/** A function as the API describes it. */
export function configurationOf(lambda: DeployedFunction): FunctionConfiguration {
  return {
    FunctionName: lambda.name,
    FunctionArn: lambda.arn,
    Runtime: lambda.runtime,
    Role: lambda.roleArn,
    Handler: lambda.handler,
    CodeSize: lambda.codeBytes,
    Description: lambda.description,
    Timeout: lambda.timeoutSeconds,
    MemorySize: lambda.memoryMegabytes,
    LastModified: new Date(lambda.lastModified).toISOString().replace('Z', '+0000'),
    CodeSha256: lambda.codeSha256,
    Version: '$LATEST',
    ...(lambda.deadLetterTargetArn && { DeadLetterConfig: { TargetArn: lambda.deadLetterTargetArn } }),
    ...(Object.keys(lambda.environment).length > 0 && { Environment: { Variables: { ...lambda.environment } } }),
    TracingConfig: { Mode: lambda.tracingMode },
    RevisionId: lambda.revisionId,
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    Architectures: [...lambda.architectures],
    EphemeralStorage: { Size: lambda.ephemeralStorageMegabytes },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    RuntimeVersionConfig: { RuntimeVersionArn: `${lambda.arn.split(':').slice(0, 4).join(':')}::runtime:local` },
    LoggingConfig: { LogFormat: lambda.logFormat, LogGroup: lambda.logGroup },
  }
}
