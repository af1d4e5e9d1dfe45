import type { Call, Need } from './operation.ts'

/**
 * Whoever creates something with tags must be allowed to tag it. Source: Service Authorization Reference, where `action`
 * may be asked for while another is answered.
 */
export function taggingNeeds<Input>(action: string, resources: (input: Input, call: Call) => string[]) {
  return (input: Input & { Tags?: readonly unknown[] | undefined }, call: Call): Need[] =>
    input.Tags?.length ? resources(input, call).map((resource) => ({ action, resource })) : []
}
