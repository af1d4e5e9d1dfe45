interface Tag {
  Key?: string
  Value?: string
  key?: string
  value?: string
}

type Tagged = Record<string, unknown> & {
  Tags?: Tag[] | Record<string, string>
  tags?: Tag[] | Record<string, string>
  TagList?: Tag[]
  TagSpecifications?: { Tags?: Tag[] }[]
}

/** The tags a request would set, in whichever of AWS's forms it carries them. */
export function inputTags(input: Record<string, unknown>): Record<string, string> {
  const { Tags, tags, TagList, TagSpecifications } = input as Tagged
  const sources = [Tags, tags, TagList, ...(TagSpecifications ?? []).map((each) => each.Tags)]
  return Object.assign({}, ...sources.map(pairs)) as Record<string, string>
}

function pairs(tags: Tag[] | Record<string, string> | undefined): Record<string, string> {
  if (!Array.isArray(tags)) return tags ?? {}
  return Object.fromEntries(tags.map(({ Key, Value, key, value }) => [Key ?? key ?? '', Value ?? value ?? '']))
}
