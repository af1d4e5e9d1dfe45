import { describe, expect, test } from '@jest/globals'
import aslValidator from 'asl-validator'
import { messageOf } from '../../../local/asl/validation/diagnostic.ts'
import { validate } from '../../../local/asl/validation/validate.ts'
import type { Json, JsonObject } from '../../../local/json.ts'
import { invoke } from './machine-run.ts'

const checkText = (text: string) =>
  validate(text, (resource) => resource.kind === 'service' && resource.service === 'lambda')

const check = (definition: Json) => checkText(JSON.stringify(definition))

async function problems(definition: Json): Promise<string[]> {
  return (await check(definition)).diagnostics.map(messageOf)
}

const machine = (States: JsonObject, more: JsonObject = {}): JsonObject => ({
  QueryLanguage: 'JSONata',
  StartAt: Object.keys(States)[0] ?? '',
  States,
  ...more,
})

const pass: JsonObject = { Type: 'Pass', End: true }
const task: JsonObject = { Type: 'Task', Resource: invoke, Arguments: {}, End: true }
const branch: JsonObject = { StartAt: 'B', States: { B: pass } }
const map: JsonObject = { Type: 'Map', ItemProcessor: branch, End: true }
const choice = (rule: JsonObject): JsonObject =>
  machine({ A: { Type: 'Choice', Choices: [{ Condition: true, Next: 'B', ...rule }] }, B: pass })
const caught = (catcher: JsonObject): JsonObject =>
  machine({ A: { ...task, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B', ...catcher }] }, B: pass })
const retried = (...retriers: JsonObject[]): JsonObject => machine({ A: { ...task, Retry: retriers } })

/** Everything at once that a machine may have. */
const dense = machine(
  {
    Start: {
      Type: 'Pass',
      Comment: 'c',
      Assign: { list: [1, 2], größe: 1 },
      Output: '{% $states.input %}',
      Next: 'Wait',
    },
    Wait: { Type: 'Wait', Seconds: '{% $größe %}', Next: 'Until' },
    Until: { Type: 'Wait', Timestamp: '2026-01-01T00:00:00Z', Next: 'Task' },
    Task: {
      Type: 'Task',
      Resource: invoke,
      Arguments: { FunctionName: 'f', Payload: '{% $list %}' },
      TimeoutSeconds: 10,
      HeartbeatSeconds: '{% 5 %}',
      Output: '{% $states.result.Payload %}',
      Assign: { answer: '{% $states.result %}' },
      Retry: [
        {
          ErrorEquals: ['E'],
          IntervalSeconds: 1,
          MaxAttempts: 0,
          BackoffRate: 1.5,
          MaxDelaySeconds: 9,
          JitterStrategy: 'FULL',
        },
        { ErrorEquals: ['States.ALL'] },
      ],
      Catch: [{ ErrorEquals: ['States.ALL'], Assign: { why: '{% $states.errorOutput.Cause %}' }, Next: 'Failed' }],
      Next: 'Choice',
    },
    Choice: {
      Type: 'Choice',
      Choices: [{ Condition: '{% $answer = 1 %}', Assign: { list: [] }, Output: {}, Next: 'Both' }],
      Default: 'Each',
    },
    Both: {
      Type: 'Parallel',
      Arguments: { a: 1 },
      Branches: [branch, { StartAt: 'C', States: { C: pass } }],
      Next: 'Each',
    },
    Each: {
      Type: 'Map',
      Items: '{% $list %}',
      ItemSelector: { v: '{% $states.context.Map.Item.Value %}' },
      MaxConcurrency: 2,
      ToleratedFailureCount: 1,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'INLINE' },
        StartAt: 'Item',
        States: {
          Item: { Type: 'Pass', Assign: { inner: '{% $list %}' }, Next: 'Item2' },
          Item2: { ...pass, Output: '{% $inner %}' },
        },
      },
      Next: 'Done',
    },
    Done: { Type: 'Succeed', Output: { a: '{% $list %}' } },
    Failed: { Type: 'Fail', Error: 'E', Cause: "{% 'because ' & $why %}" },
  },
  { Comment: 'c', TimeoutSeconds: 60, Version: '1.0' },
)

test('a machine with everything it may have is accepted', async () => {
  const { diagnostics, definition, variableReferences } = await check(dense)
  expect(diagnostics).toEqual([])
  expect(definition).toEqual(dense)
  expect(variableReferences).toEqual({
    Wait: ['größe'],
    Task: ['list'],
    Choice: ['answer'],
    Each: ['list'],
    Item: ['list'],
    Item2: ['inner'],
    Done: ['list'],
    Failed: ['why'],
  })
})

describe('text that is no definition', () => {
  test.each([
    ['', 'SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object at null'],
    ['[]', 'SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object at null'],
    [
      'nope',
      "INVALID_JSON_DESCRIPTION: Unrecognized token 'nope': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
    ],
    [
      '{a: 1}',
      "INVALID_JSON_DESCRIPTION: Unexpected character ('a' (code 97)): was expecting double-quote to start field name",
    ],
    [
      `${'['.repeat(2e4)}${']'.repeat(2e4)}`,
      'INVALID_JSON_DESCRIPTION: Document nesting depth exceeds the maximum of 1000',
    ],
  ])('%.40j is refused', async (text, message) => {
    expect((await checkText(text)).diagnostics.map(messageOf)).toEqual([message])
  })
})

describe('the query language', () => {
  const refusal =
    'SCHEMA_VALIDATION_FAILED: The QueryLanguage is \'JSONPath\', which this cloud does not interpret: set "QueryLanguage": "JSONata" at /QueryLanguage'

  test.each<[string, JsonObject]>([
    ['named', machine({ A: { ...pass, InputPath: '$.a' }, B: { ...pass, Next: 'C' } }, { QueryLanguage: 'JSONPath' })],
    ['not named', { StartAt: 'A', States: { A: { ...pass, Parameters: { 'a.$': '$.b' } } } }],
    ['not named by an inner state', { StartAt: 'A', States: { A: { ...map, QueryLanguage: 'JSONata' } } }],
  ])('JSONPath, %s, is refused by one error', async (_, definition) => {
    expect(await problems(definition)).toEqual([refusal])
  })

  test('may be JSONata state by state', async () => {
    const inner = { StartAt: 'B', States: { B: { ...pass, QueryLanguage: 'JSONata' } } }
    const states = { A: { ...map, QueryLanguage: 'JSONata', ItemProcessor: inner } }
    expect(await problems({ StartAt: 'A', States: states })).toEqual([])
  })

  test('cannot be mixed', async () => {
    expect(await problems(machine({ A: { ...pass, QueryLanguage: 'JSONPath' } }))).toEqual([
      "SCHEMA_VALIDATION_FAILED: 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine at /States/A",
    ])
    expect(await problems(machine({ A: { ...pass, ResultPath: '$.a' } }))).toEqual([
      "SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONata', but field 'ResultPath' is only supported for the 'JSONPath' QueryLanguage at /States/A",
    ])
  })
})

describe('the form', () => {
  test.each<[JsonObject, string]>([
    [{ QueryLanguage: 'JSONata' }, 'These fields are required: [States, StartAt] at /'],
    [machine({ A: pass }, { States: {} }), 'Value cannot be empty at /States'],
    [machine({ A: pass }, { Extra: 1 }), "Field 'Extra' is not supported at /"],
    [machine({ A: pass }, { TimeoutSeconds: 0 }), 'Expected value greater than or equal to 1 at /TimeoutSeconds'],
    [machine({ A: { End: true } }), 'These fields are required: [Type] at /States/A'],
    [
      machine({ A: { Type: 'Nap', End: true } }),
      'Value is not one of the following: [Pass, Task, Wait, Choice, Parallel, Map, Succeed, Fail] at /States/A/Type',
    ],
    [
      machine({ ['x'.repeat(81)]: pass }),
      `State name must have length less than or equal to 80 at /States/${'x'.repeat(81)}`,
    ],
    [
      machine({ A: { Type: 'Pass' } }),
      'This object should have only one of the following fields: [Next, End] at /States/A',
    ],
    [
      machine({ A: { ...pass, Next: 'A' } }),
      'There should only be one of the following fields: [Next, End] at /States/A',
    ],
    [machine({ A: { ...pass, Catch: [] } }), "Field 'Catch' is not supported at /States/A"],
    [machine({ A: { Type: 'Task', End: true } }), 'These fields are required: [Resource] at /States/A'],
    [machine({ A: { ...task, TimeoutSeconds: 1.5 } }), 'Expected value of type Integer at /States/A/TimeoutSeconds'],
    [
      machine({ A: { Type: 'Wait', End: true } }),
      'This object should have only one of the following fields: [Seconds, Timestamp] at /States/A',
    ],
    [
      machine({ A: { Type: 'Wait', Timestamp: 'now', End: true } }),
      'String does not match RFC3339 timestamp at /States/A/Timestamp',
    ],
    [machine({ A: { Type: 'Choice', Choices: [] } }), 'Value cannot be empty at /States/A/Choices'],
    [choice({ Condition: 'yes' }), 'Expected value of type Boolean at /States/A/Choices[0]/Condition'],
    [machine({ A: { ...map, Items: {} } }), 'Expected value of type Array at /States/A/Items'],
    [
      machine({ A: { ...map, ToleratedFailurePercentage: 101 } }),
      'Expected value less than or equal to 100 at /States/A/ToleratedFailurePercentage',
    ],
    [
      machine({ A: { ...map, ItemProcessor: { ...branch, ProcessorConfig: { Mode: 'DISTRIBUTED' } } } }),
      "Mode 'DISTRIBUTED' is not supported: Distributed Map is not part of this cloud at /States/A/ItemProcessor/ProcessorConfig/Mode",
    ],
    [
      machine({ A: { ...map, ItemBatcher: {} } }),
      "Field 'ItemBatcher' is not supported: Distributed Map is not part of this cloud at /States/A",
    ],
    [
      machine({ A: { Type: 'Parallel', Branches: [{ StartAt: 'B' }], End: true } }),
      'These fields are required: [States] at /States/A/Branches[0]',
    ],
    [machine({ A: { Type: 'Fail', Error: 1 } }), 'Expected value of type String at /States/A/Error'],
  ])('%j is refused', async (definition, message) => {
    expect(await problems(definition)).toEqual([`SCHEMA_VALIDATION_FAILED: ${message}`])
  })
})

describe('error handling', () => {
  test.each<[JsonObject, string]>([
    [
      retried({ ErrorEquals: ['E'], BackoffRate: 0.5 }),
      'Expected value greater than or equal to 1 at /States/A/Retry[0]/BackoffRate',
    ],
    [
      retried({ ErrorEquals: ['E'], MaxAttempts: -1 }),
      'Expected value greater than or equal to 0 at /States/A/Retry[0]/MaxAttempts',
    ],
    [
      retried({ ErrorEquals: ['E'], IntervalSeconds: 0 }),
      'Expected value greater than or equal to 1 at /States/A/Retry[0]/IntervalSeconds',
    ],
    [
      retried({ ErrorEquals: ['E'], IntervalSeconds: 5, MaxDelaySeconds: 5 }),
      'MaxDelaySeconds must be greater than IntervalSeconds at /States/A/Retry[0]/MaxDelaySeconds',
    ],
    [
      retried({ ErrorEquals: ['E'], JitterStrategy: 'HALF' }),
      'Value is not one of the following: [FULL, NONE] at /States/A/Retry[0]/JitterStrategy',
    ],
    [retried({ ErrorEquals: [] }), 'Value cannot be empty at /States/A/Retry[0]/ErrorEquals'],
    [
      retried({ ErrorEquals: ['E', 'States.ALL'] }),
      'States.ALL must appear alone and at end of list at /States/A/Retry[0]/ErrorEquals',
    ],
    [
      retried({ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['E'] }),
      'States.ALL must appear alone and at end of list at /States/A/Retry[0]/ErrorEquals',
    ],
    [
      caught({ ErrorEquals: ['States.ALL', 'E'] }),
      'States.ALL must appear alone and at end of list at /States/A/Catch[0]/ErrorEquals',
    ],
    [caught({ ResultPath: '$.e' }), "Field 'ResultPath' is not supported at /States/A/Catch[0]"],
    [
      machine({ A: { ...task, TimeoutSeconds: 5, HeartbeatSeconds: 5 } }),
      'HeartbeatSeconds must be smaller than TimeoutSeconds at /States/A/HeartbeatSeconds',
    ],
  ])('%j is refused', async (definition, message) => {
    expect(await problems(definition)).toEqual([`SCHEMA_VALIDATION_FAILED: ${message}`])
  })
})

describe('transitions', () => {
  const missing = (location: string) => `MISSING_TRANSITION_TARGET: Missing 'Next' target: X at ${location}`

  test('that lead nowhere are refused, each where it stands', async () => {
    expect(await problems(machine({ A: pass }, { StartAt: 'X' }))).toContain(missing('/StartAt'))
    expect(await problems(machine({ A: { Type: 'Pass', Next: 'X' }, B: pass }))).toContain(missing('/States/A/Next'))
    expect(await problems(choice({ Next: 'X' }))).toContain(missing('/States/A/Choices[0]/Next'))
    expect(await problems(caught({ Next: 'X' }))).toContain(missing('/States/A/Catch[0]/Next'))
    const withDefault = machine({
      A: { Type: 'Choice', Choices: [{ Condition: true, Next: 'B' }], Default: 'X' },
      B: pass,
    })
    expect(await problems(withDefault)).toEqual([missing('/States/A/Default')])
    const inBranch = { StartAt: 'X', States: { B: pass } }
    expect(await problems(machine({ A: { Type: 'Parallel', Branches: [inBranch], End: true } }))).toContain(
      missing('/States/A/Branches[0]/StartAt'),
    )
    expect(await problems(machine({ A: { ...map, ItemProcessor: inBranch } }))).toContain(
      missing('/States/A/ItemProcessor/StartAt'),
    )
  })

  test('cannot leave a branch', async () => {
    const leaving = { StartAt: 'B', States: { B: { Type: 'Pass', Next: 'X' } } }
    expect(
      await problems(machine({ A: { ...map, ItemProcessor: leaving, Next: 'X', End: undefined as never }, X: pass })),
    ).toContain(missing('/States/A/ItemProcessor/States/B/Next'))
  })

  test('that reach a state are needed for each, and an end of them for the machine', async () => {
    expect(await problems(machine({ A: pass, C: pass }))).toEqual([
      'MISSING_TRANSITION_TARGET: State "C" is not reachable. at /States/C',
    ])
    const endless = machine({ A: { Type: 'Pass', Next: 'A' }, C: { Type: 'Pass', Next: 'A' } })
    expect(await problems(endless)).toEqual(['MISSING_END_STATE: Workflow has no terminal state at null'])
  })

  test('need names that are unique in the whole machine', async () => {
    expect(await problems(machine({ B: map }))).toEqual([
      'DUPLICATE_STATE_NAME: Duplicate State name: B at /States/B/ItemProcessor/States/B',
    ])
  })
})

describe('expressions', () => {
  const output = (Output: Json, state: JsonObject = pass) => machine({ A: { ...state, Output } })

  test.each<[JsonObject, string]>([
    [output('{% 1 + %}'), 'INVALID_JSONATA_EXPRESSION: Unexpected end of expression at /States/A/Output'],
    [
      output({ a: ['{% $states.input.a ?? 1 %}'] }),
      'INVALID_JSONATA_EXPRESSION: The symbol "?" cannot be used as a unary operator at /States/A/Output/a[0]',
    ],
    [output('{% $$ %}'), "UNSUPPORTED_JSONATA_EXPRESSION: Reference to '$$' is not supported. at /States/A/Output"],
    [
      output('{% $ %}'),
      "UNSUPPORTED_JSONATA_EXPRESSION: Reference to '$' at the top level is not supported. at /States/A/Output",
    ],
    [
      output('{% name %}'),
      "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'name' at the top level is not supported. at /States/A/Output",
    ],
    [
      output('{% $states.result %}'),
      "UNSUPPORTED_JSONATA_EXPRESSION: Field '$states.result' does not exist. at /States/A/Output",
    ],
    [
      output('{% $states.errorOutput %}', task),
      "UNSUPPORTED_JSONATA_EXPRESSION: Field '$states.errorOutput' does not exist. at /States/A/Output",
    ],
    [
      machine({ A: { ...task, Arguments: '{% $states.result %}' } }),
      "UNSUPPORTED_JSONATA_EXPRESSION: Field '$states.result' does not exist. at /States/A/Arguments",
    ],
    [
      caught({ Output: '{% $states.result %}' }),
      "UNSUPPORTED_JSONATA_EXPRESSION: Field '$states.result' does not exist. at /States/A/Catch[0]/Output",
    ],
    [
      choice({ Condition: '{% $states.result %}' }),
      "UNSUPPORTED_JSONATA_EXPRESSION: Field '$states.result' does not exist. at /States/A/Choices[0]/Condition",
    ],
    [output('{% $never %}'), "UNSUPPORTED_JSONATA_EXPRESSION: Variable '$never' is not defined. at /States/A/Output"],
  ])('%j is refused', async (definition, message) => {
    expect(await problems(definition)).toEqual([message])
  })

  test('see what they may', async () => {
    expect(await problems(output('{% $states.result %}', task))).toEqual([])
    expect(await problems(output('{% $states.result %}', map))).toEqual([])
    expect(await problems(caught({ Output: '{% $states.errorOutput.Error & $states.context.State.Name %}' }))).toEqual(
      [],
    )
  })
})

describe('variables', () => {
  const inner = (Assign: JsonObject, Output: Json = {}): JsonObject => ({
    ...map,
    ItemProcessor: { StartAt: 'B', States: { B: { ...pass, Assign, Output } } },
  })

  test('of an outer group can be read inside but not hidden', async () => {
    const outer = { Type: 'Pass', Assign: { x: 1 }, Next: 'M' }
    expect(await problems(machine({ A: outer, M: inner({ y: '{% $x %}' }) }))).toEqual([])
    expect(await problems(machine({ A: outer, M: inner({ x: 2 }) }))).toEqual([
      "DUPLICATE_VARIABLE_NAME: The variable name 'x' was already defined in a parent scope. at /States/M/ItemProcessor/States/B/Assign/x",
    ])
  })

  test('of an inner group are not there outside', async () => {
    const reader = { ...pass, Output: '{% $y %}' }
    expect(
      await problems(machine({ M: { ...inner({ y: 1 }), Next: 'C', End: undefined as never }, C: reader })),
    ).toEqual(["UNSUPPORTED_JSONATA_EXPRESSION: Variable '$y' is not defined. at /States/C/Output"])
  })

  test.each(['states', '1x', 'a-b', 'x'.repeat(81)])('cannot be called %s', async (name) => {
    expect(await problems(machine({ A: { ...pass, Assign: { [name]: 1 } } }))).toEqual([
      `SCHEMA_VALIDATION_FAILED: Invalid workflow variable name: ${name} at /States/A/Assign/${name}`,
    ])
  })
})

describe('resources', () => {
  test.each([
    ['lambda', 'Value is not a valid resource ARN'],
    [
      'arn:aws:states:::sqs:sendMessage',
      'The resource provided arn:aws:states:::sqs:sendMessage is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.',
    ],
  ])('%s is refused, also inside of a Map', async (Resource, message) => {
    const states = { B: { ...task, Resource } }
    expect(await problems(machine({ B: { ...task, Resource } }))).toEqual([
      `SCHEMA_VALIDATION_FAILED: ${message} at /States/B/Resource`,
    ])
    expect(await problems(machine({ A: { ...map, ItemProcessor: { StartAt: 'B', States: states } } }))).toEqual([
      `SCHEMA_VALIDATION_FAILED: ${message} at /States/A/ItemProcessor/States/B/Resource`,
    ])
  })
})

describe('the public validator of the language as referee', () => {
  const referee = (definition: JsonObject) => aslValidator(JSON.parse(JSON.stringify(definition)))

  test('accepts the machine with everything', () => {
    expect(referee(dense).errorsText()).toBe('')
  })

  test.each<JsonObject>([
    machine({ A: { Type: 'Pass', Next: 'X' } }),
    machine({ A: { ...pass, InputPath: '$.a' } }),
    machine({ A: { Type: 'Fail', Error: {} } }),
    machine({ B: map }),
  ])('%j is refused here as there', async (definition) => {
    expect(referee(definition).isValid).toBe(false)
    expect(await problems(definition)).not.toEqual([])
  })
})
