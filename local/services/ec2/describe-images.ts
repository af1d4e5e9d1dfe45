import type { DescribeImagesRequest, DescribeImagesResult, Image as ImageShape } from '@aws-sdk/client-ec2'
import type { Call } from '../../operation.ts'
import { applyFilters, type FilterNames } from './requests/filters.ts'
import { page } from './requests/page.ts'
import { findAll } from './requests/resource-id.ts'
import type { Image } from './resources/image.ts'

/** Amazon's account for Amazon Linux images. */
const owner = '137112412989'

const filters: FilterNames<Image> = {
  architecture: ({ architecture }) => architecture,
  'creation-date': ({ createdAt }) => createdAt.toISOString(),
  description: ({ description }) => description,
  hypervisor: () => 'xen',
  'image-id': ({ id }) => id,
  'image-type': () => 'machine',
  'is-public': () => true,
  name: ({ name }) => name,
  'owner-alias': () => 'amazon',
  'owner-id': () => owner,
  'root-device-name': ({ rootDevice }) => rootDevice,
  'root-device-type': () => 'ebs',
  state: () => 'available',
  'virtualization-type': () => 'hvm',
}

/** Describes images: Amazon Linux, as its public parameters name it. */
export function handle(input: DescribeImagesRequest, { cloud }: Call): DescribeImagesResult {
  const { ec2, tags } = cloud
  const candidates = input.ImageIds?.length ? findAll(ec2.images, input.ImageIds, 'image') : [...ec2.images.values()]
  const isOwners = input.Owners?.length ? input.Owners.some((each) => each === 'amazon' || each === owner) : true
  const isExecutable = input.ExecutableUsers?.length ? input.ExecutableUsers.includes('all') : true
  const tagsOf = ({ id }: Image) => tags.of(`arn:aws:ec2:${cloud.region}::image/${id}`)
  const found = applyFilters(isOwners && isExecutable ? candidates : [], input.Filters, filters, tagsOf)
  const { items, ...rest } = page(found, ({ id }) => id, input, { smallest: 1, largest: 1000 })
  return { Images: items.map(view), ...rest }
}

function view({ id, name, description, architecture, rootDevice, imdsV2, createdAt, snapshotId }: Image): ImageShape {
  return {
    ImageId: id,
    Name: name,
    Description: description,
    Architecture: architecture,
    CreationDate: createdAt.toISOString(),
    DeprecationTime: new Date(createdAt.getTime() + 90 * 86_400_000).toISOString(),
    ImageLocation: `amazon/${name}`,
    ImageOwnerAlias: 'amazon',
    ImageType: 'machine',
    OwnerId: owner,
    PlatformDetails: 'Linux/UNIX',
    UsageOperation: 'RunInstances',
    Public: true,
    State: 'available',
    Hypervisor: 'xen',
    VirtualizationType: 'hvm',
    EnaSupport: true,
    SriovNetSupport: 'simple',
    RootDeviceName: rootDevice,
    RootDeviceType: 'ebs',
    ...(imdsV2 ? { ImdsSupport: 'v2.0' } : {}),
    BlockDeviceMappings: [
      {
        DeviceName: rootDevice,
        Ebs: {
          SnapshotId: snapshotId,
          VolumeSize: 8,
          VolumeType: imdsV2 ? 'gp3' : 'gp2',
          DeleteOnTermination: true,
          Encrypted: false,
        },
      },
    ],
  }
}
