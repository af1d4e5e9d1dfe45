import type { Step } from '../steps.ts'

/** The steps of the scenario machine. */
export const scenarioSteps = {} as const satisfies Record<string, Step>
