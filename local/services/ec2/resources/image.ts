import type { Cloud } from '../../../cloud.ts'
import { stableId } from '../requests/resource-id.ts'

export type Architecture = 'x86_64' | 'arm64'

/** A public Amazon Machine Image. Its content has no effect: a machine is what its user data makes of it. */
export interface Image {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly architecture: Architecture
  readonly rootDevice: string
  /** Whether its instances demand IMDSv2 unless the launch says otherwise. */
  readonly imdsV2: boolean
  readonly createdAt: Date
  readonly snapshotId: string
}

/** What AWS publishes under /aws/service/ami-amazon-linux-latest/, by the last part of the parameter's name. */
const published: Record<string, { family: string; description: string; architecture: Architecture; imdsV2: boolean }> =
  {}

for (const architecture of ['x86_64', 'arm64'] as const) {
  const description = `Amazon Linux 2023 AMI 2023.9.20261109.1 ${architecture} HVM kernel-6.1`
  const standard = { family: 'al2023-ami-2023.9.20261109.1-kernel-6.1', description, architecture, imdsV2: true }
  published[`al2023-ami-kernel-default-${architecture}`] = standard
  published[`al2023-ami-kernel-6.1-${architecture}`] = standard
  published[`al2023-ami-minimal-kernel-default-${architecture}`] = {
    ...standard,
    family: 'al2023-ami-minimal-2023.9.20261109.1-kernel-6.1',
  }
  published[`amzn2-ami-hvm-${architecture}-gp2`] = {
    family: 'amzn2-ami-hvm-2.0.20260610.0',
    description: `Amazon Linux 2 AMI 2.0.20260610.0 ${architecture} HVM gp2`,
    architecture,
    imdsV2: false,
  }
}

/** The public images of a region, and the id each public parameter names. */
export function publicImages({ region }: Cloud): { images: Image[]; parameters: Record<string, string> } {
  const images = new Map<string, Image>()
  const parameters: Record<string, string> = {}
  for (const [parameter, { family, description, architecture, imdsV2 }] of Object.entries(published)) {
    const name = imdsV2 ? `${family}-${architecture}` : `${family}-${architecture}-gp2`
    const id = stableId('ami', region, name)
    parameters[parameter] = id
    images.set(id, {
      id,
      name,
      description,
      architecture,
      rootDevice: '/dev/xvda',
      imdsV2,
      createdAt: new Date(imdsV2 ? '2026-11-09T20:14:32.000Z' : '2026-06-10T18:02:11.000Z'),
      snapshotId: stableId('snap', region, name),
    })
  }
  return { images: [...images.values()], parameters }
}
