import type { Architecture } from './image.ts'

export interface InstanceTypeFacts {
  readonly name: string
  readonly architecture: Architecture
  readonly vcpus: number
  readonly memoryMib: number
  readonly burstable: boolean
  readonly freeTier: boolean
}

const families: Record<string, { architecture: Architecture; mibPerVcpu: number }> = {
  t2: { architecture: 'x86_64', mibPerVcpu: 4096 },
  t3: { architecture: 'x86_64', mibPerVcpu: 4096 },
  t3a: { architecture: 'x86_64', mibPerVcpu: 4096 },
  t4g: { architecture: 'arm64', mibPerVcpu: 4096 },
  m5: { architecture: 'x86_64', mibPerVcpu: 4096 },
  m6i: { architecture: 'x86_64', mibPerVcpu: 4096 },
  m6g: { architecture: 'arm64', mibPerVcpu: 4096 },
  m7g: { architecture: 'arm64', mibPerVcpu: 4096 },
  m7i: { architecture: 'x86_64', mibPerVcpu: 4096 },
  c5: { architecture: 'x86_64', mibPerVcpu: 2048 },
  c6i: { architecture: 'x86_64', mibPerVcpu: 2048 },
  c7g: { architecture: 'arm64', mibPerVcpu: 2048 },
  r6i: { architecture: 'x86_64', mibPerVcpu: 8192 },
  r7g: { architecture: 'arm64', mibPerVcpu: 8192 },
}

const vcpusOfSize: Record<string, number> = { large: 2, xlarge: 4, '2xlarge': 8, '4xlarge': 16 }
const burstableMib: Record<string, number> = { nano: 512, micro: 1024, small: 2048, medium: 4096 }

/** The instance types this region offers, in all of its zones. */
export const instanceTypes: ReadonlyMap<string, InstanceTypeFacts> = new Map(
  Object.entries(families).flatMap(([family, { architecture, mibPerVcpu }]) => {
    const burstable = family.startsWith('t')
    const sizes = [
      ...(burstable
        ? Object.entries(burstableMib).map(([size, memoryMib]) => ({ size, vcpus: family === 't2' ? 1 : 2, memoryMib }))
        : []),
      ...Object.entries(vcpusOfSize)
        .filter(([size]) => !burstable || size !== '4xlarge')
        .map(([size, vcpus]) => ({ size, vcpus, memoryMib: vcpus * mibPerVcpu })),
    ]
    return sizes.map(({ size, vcpus, memoryMib }) => {
      const name = `${family}.${size}`
      return [
        name,
        { name, architecture, vcpus, memoryMib, burstable, freeTier: name === 't3.micro' || name === 't4g.micro' },
      ] as const
    })
  }),
)
