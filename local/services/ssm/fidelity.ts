const decryption = ['WithDecryption']

/** Parameters that are accepted and ignored. */
export const ignored: Record<string, string[]> = {
  DescribeParameters: ['Shared'],
  GetCommandInvocation: ['PluginName'],
  GetParameter: decryption,
  GetParameterHistory: decryption,
  GetParameters: decryption,
  GetParametersByPath: decryption,
  PutParameter: ['DataType', 'KeyId'],
  SendCommand: [
    'DocumentHash',
    'DocumentHashType',
    'DocumentVersion',
    'MaxConcurrency',
    'MaxErrors',
    'OutputS3Region',
    'TimeoutSeconds',
  ],
}

/** Parameters that are refused. */
export const refused: Record<string, string[]> = {
  DescribeInstanceInformation: ['InstanceInformationFilterList'],
  DescribeParameters: ['Filters'],
  GetParametersByPath: ['ParameterFilters'],
  PutParameter: ['Policies'],
  SendCommand: [
    'AlarmConfiguration',
    'CloudWatchOutputConfig',
    'NotificationConfig',
    'OutputS3BucketName',
    'OutputS3KeyPrefix',
    'ServiceRoleArn',
    'Targets',
  ],
}

/** Where Systems Manager differs from AWS's, as sentences for docs/fidelity.md. */
export const differences: readonly string[] = [
  'A SecureString is kept and answered as it was put: nothing is encrypted, so nothing needs decryption.',
  'SendCommand runs AWS-RunShellScript with systemctl start, stop, restart and is-active on the machine; any other script is refused, because machines are processes of the user.',
  'Of the parameters of AWS-RunShellScript there is commands alone; the others are refused.',
  'The only public parameters are the image ids of Amazon Linux.',
]
