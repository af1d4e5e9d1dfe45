/** Properties that are taken and do nothing here, by resource type. */
export const unhonoured: Record<string, string[]> = {}
