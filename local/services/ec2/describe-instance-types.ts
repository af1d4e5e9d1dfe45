import type {
  _InstanceType,
  DescribeInstanceTypesRequest,
  DescribeInstanceTypesResult,
  InstanceTypeInfo,
} from '@aws-sdk/client-ec2'
import { AwsError } from '../../aws-error.ts'
import { applyFilters, type FilterNames } from './requests/filters.ts'
import { page } from './requests/page.ts'
import { type InstanceTypeFacts, instanceTypes } from './resources/instance-type.ts'

const filters: FilterNames<InstanceTypeFacts> = {
  'burstable-performance-supported': ({ burstable }) => burstable,
  'current-generation': ({ name }) => isCurrent(name),
  'free-tier-eligible': ({ freeTier }) => freeTier,
  'instance-type': ({ name }) => name,
  'memory-info.size-in-mib': ({ memoryMib }) => memoryMib,
  'processor-info.supported-architecture': ({ architecture }) => architecture,
  'vcpu-info.default-vcpus': ({ vcpus }) => vcpus,
}

/** Describes the instance types of the region. */
export function handle(input: DescribeInstanceTypesRequest): DescribeInstanceTypesResult {
  const missing = (input.InstanceTypes ?? []).filter((name) => !instanceTypes.has(name))
  if (missing.length) {
    const message = `The following supplied instance types do not exist: [${missing.join(', ')}]`
    throw new AwsError('InvalidInstanceType', message)
  }
  const wanted = input.InstanceTypes ?? [...instanceTypes.keys()]
  const candidates = wanted.flatMap((name) => instanceTypes.get(name) ?? [])
  const { items, ...rest } = page(applyFilters(candidates, input.Filters, filters), ({ name }) => name, input, {
    smallest: 5,
    largest: 100,
  })
  return { InstanceTypes: items.map(view), ...rest }
}

function isCurrent(name: string): boolean {
  return !name.startsWith('m1.')
}

function view({ name, architecture, vcpus, memoryMib, burstable, freeTier }: InstanceTypeFacts): InstanceTypeInfo {
  return {
    InstanceType: name as _InstanceType,
    CurrentGeneration: isCurrent(name),
    FreeTierEligible: freeTier,
    BurstablePerformanceSupported: burstable,
    BareMetal: false,
    HibernationSupported: false,
    ProcessorInfo: { SupportedArchitectures: [architecture] },
    VCpuInfo: { DefaultVCpus: vcpus, DefaultCores: Math.max(1, vcpus / 2), DefaultThreadsPerCore: vcpus > 1 ? 2 : 1 },
    MemoryInfo: { SizeInMiB: memoryMib },
    SupportedRootDeviceTypes: ['ebs'],
    SupportedUsageClasses: ['on-demand'],
    SupportedVirtualizationTypes: ['hvm'],
  }
}
