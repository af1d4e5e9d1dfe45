/** Tags of every resource of the cloud by ARN, where the services, IAM conditions and the tagging API look. */
export class TagStore {
  readonly #tags = new Map<string, Map<string, string>>()

  /** The tags of a resource; empty for one that has none. */
  of(arn: string): Record<string, string> {
    return Object.fromEntries(this.#tags.get(arn) ?? [])
  }

  /** The same in the form most APIs answer with. */
  listOf(arn: string): { Key: string; Value: string }[] {
    return [...(this.#tags.get(arn) ?? [])].map(([Key, Value]) => ({ Key, Value }))
  }

  add(arn: string, tags: Record<string, string> | readonly { Key?: string | undefined; Value?: string | undefined }[]) {
    const entries = Array.isArray(tags)
      ? tags.map(({ Key, Value }) => [Key ?? '', Value ?? ''] as const)
      : Object.entries(tags as Record<string, string>)
    // A resource that never had a tag is none of the tagged ones.
    if (entries.length === 0) return
    const own = this.#tags.get(arn) ?? new Map<string, string>()
    for (const [key, value] of entries) own.set(key, value)
    this.#tags.set(arn, own)
  }

  remove(arn: string, keys: readonly string[]) {
    for (const key of keys) this.#tags.get(arn)?.delete(key)
  }

  /** Forgets a resource that is gone. */
  forget(arn: string) {
    this.#tags.delete(arn)
  }

  /** Every tagged resource with its tags. */
  *all(): Iterable<[arn: string, tags: Record<string, string>]> {
    for (const arn of this.#tags.keys()) yield [arn, this.of(arn)]
  }
}
