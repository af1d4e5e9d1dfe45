import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A state machine as its file in `statemachine/` defines it. */
export interface MachineDefinition {
  /** `Deploy` for `deploy.asl.json`. */
  name: string
  /** The text of the file, with placeholders such as `${CreateTable}`, `${DeployMachine}` and `${Partition}`. */
  text: string
  /** The names in its placeholders. */
  placeholders: string[]
  /** The machines among them, whose executions it starts. */
  starts: string[]
}

const ending = '.asl.json'

/** Reads every definition of a folder, each after those whose executions it starts. */
export function machineDefinitions(folder: string): MachineDefinition[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(ending))
  return inOrder(files.sort().map((file) => definitionOf(join(folder, file), file.slice(0, -ending.length))))
}

function definitionOf(path: string, kebabName: string): MachineDefinition {
  const text = readFileSync(path, 'utf8')
  const placeholders = [...new Set([...text.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name))]
  const starts = placeholders.filter((name) => name.endsWith('Machine')).map((name) => name.slice(0, -'Machine'.length))
  return { name: pascalCase(kebabName), text, placeholders, starts }
}

function inOrder(definitions: MachineDefinition[]): MachineDefinition[] {
  const ordered = new Set<MachineDefinition>()
  const add = (definition: MachineDefinition, above: string[]) => {
    if (above.includes(definition.name)) throw new Error(`machines start each other: ${[...above, definition.name]}`)
    for (const name of definition.starts) {
      const started = definitions.find((each) => each.name === name)
      if (!started) throw new Error(`${definition.name} starts ${name}, which has no definition`)
      add(started, [...above, definition.name])
    }
    ordered.add(definition)
  }
  for (const definition of definitions) add(definition, [])
  return [...ordered]
}

function pascalCase(kebab: string): string {
  return kebab.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())
}
