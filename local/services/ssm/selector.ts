/** What a parameter is asked for by: its name or ARN, and perhaps a version. */
export interface Selector {
  name: string
  version?: string
}

/** Takes `name:3` apart. An ARN has lost the slash that a name in a hierarchy starts with. */
export function readSelector(text: string, arnOf: (name: string) => string): Selector {
  const arn = /^(arn:[^:]*:ssm:[^:]*:[^:]*:parameter\/([^:]*))(?::(.+))?$/.exec(text)
  const [name = '', version] = arn ? [arn[2], arn[3]] : text.split(':')
  const own = arn && name.includes('/') ? `/${name}` : name
  // The ARN of another account or region names nothing here.
  if (arn && arnOf(own) !== arn[1]) return { name: '' }
  return { name: own, ...(version === undefined ? {} : { version }) }
}
