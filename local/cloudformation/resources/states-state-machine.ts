import type { LoggingConfiguration, StateMachineType } from '@aws-sdk/client-sfn'
import type { ResourceType, Tag } from '../resource-type.ts'

interface Properties {
  Definition?: object
  DefinitionString?: string
  DefinitionSubstitutions?: Record<string, unknown>
  LoggingConfiguration?: {
    Destinations?: { CloudWatchLogsLogGroup: { LogGroupArn: string } }[]
    IncludeExecutionData?: boolean
    Level?: string
  }
  RoleArn: string
  StateMachineName?: string
  StateMachineType?: StateMachineType
  Tags?: Tag[]
  TracingConfiguration?: { Enabled: boolean }
}

export const statesStateMachine: ResourceType<Properties> = {
  type: 'AWS::StepFunctions::StateMachine',
  properties: [
    'Definition',
    'DefinitionString',
    'DefinitionSubstitutions',
    'LoggingConfiguration',
    'RoleArn',
    'StateMachineName',
    'StateMachineType',
    'Tags',
    'TracingConfiguration',
  ],

  async create(properties, creation) {
    const name = properties.StateMachineName ?? creation.drawName(80)
    const { stateMachineArn } = await creation.call<{ stateMachineArn: string }>('states', 'CreateStateMachine', {
      name,
      definition: definitionOf(properties),
      roleArn: properties.RoleArn,
      type: properties.StateMachineType,
      loggingConfiguration: loggingOf(properties),
      tracingConfiguration: properties.TracingConfiguration && { enabled: properties.TracingConfiguration.Enabled },
      tags: properties.Tags?.map(({ Key, Value }) => ({ key: Key, value: Value })),
    })
    return { ref: stateMachineArn, attributes: { Arn: stateMachineArn, Name: name } }
  },
}

function definitionOf({ Definition, DefinitionString, DefinitionSubstitutions = {} }: Properties): string {
  const text = DefinitionString ?? JSON.stringify(Definition)
  return text.replaceAll(/\$\{([\w-]+)\}/g, (placeholder, name: string) =>
    String(DefinitionSubstitutions[name] ?? placeholder),
  )
}

function loggingOf({ LoggingConfiguration: logging }: Properties): LoggingConfiguration | undefined {
  if (!logging) return undefined
  return {
    level: logging.Level as LoggingConfiguration['level'],
    includeExecutionData: logging.IncludeExecutionData,
    destinations: logging.Destinations?.map(({ CloudWatchLogsLogGroup: { LogGroupArn } }) => ({
      cloudWatchLogsLogGroup: { logGroupArn: LogGroupArn },
    })),
  }
}
