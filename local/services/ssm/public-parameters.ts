import type { Cloud } from '../../cloud.ts'
import type { ParameterVersion } from './parameter.ts'

/** The parameters AWS publishes for everybody: here the image ids of Amazon Linux, by parameter name. */
export function publicParameters(cloud: Cloud): ReadonlyMap<string, ParameterVersion[]> {
  const images = Object.entries(cloud.ec2.publicImages)
  return new Map(images.map(([name, image]) => [`/aws/service/ami-amazon-linux-latest/${name}`, [published(image)]]))
}

function published(value: string): ParameterVersion {
  return {
    value,
    type: 'String',
    version: 1,
    modifiedAt: 0,
    modifiedBy: 'AWS',
    description: undefined,
    allowedPattern: undefined,
    tier: 'Standard',
  }
}
