import type { Call } from '../../operation.ts'

type Named = { Name?: string; Names?: string[]; Path?: string; ResourceId?: string }

/** ARNs of the parameters an operation names; a version or label in the name is no part of them. */
export function resources({ Name, Names, Path, ResourceId }: Named, { cloud }: Call): string[] {
  const names = Names ?? [Name ?? Path ?? ResourceId ?? '']
  return names.map((name) =>
    name.startsWith('arn:') ? arnWithoutVersion(name) : cloud.ssm.arnOf(name.split(':')[0] ?? ''),
  )
}

const arnWithoutVersion = (arn: string) => arn.split(':').slice(0, 6).join(':')
