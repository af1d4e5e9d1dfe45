import type { Call, Need } from './operation.ts'

/**
 * Whoever creates something with tags must be allowed to tag it. Source: Service Authorization Reference, where `action`
 * may be asked for while another is answered.
 */
export function taggingNeeds<Input extends object>(action: string, resources: (input: Input, call: Call) => string[]) {
  return (input: Input, call: Call): Need[] =>
    isTagged(input) ? resources(input, call).map((resource) => ({ action, resource })) : []
}

/** Services differ in how they write the member, and whether it is a list or a map. */
function isTagged(input: { Tags?: object; tags?: object }): boolean {
  return Object.keys(input.Tags ?? input.tags ?? {}).length > 0
}
