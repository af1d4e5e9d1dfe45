import type { TestEventPatternRequest, TestEventPatternResponse } from '@aws-sdk/client-eventbridge'
import { AwsError } from '../../aws-error.ts'
import { fits } from './pattern.ts'
import { patternFlaw } from './pattern-flaw.ts'

export function handle({ EventPattern = '', Event = '' }: TestEventPatternRequest): TestEventPatternResponse {
  const flaw = patternFlaw(EventPattern)
  if (flaw) throw new AwsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${flaw}`)
  return { Result: fits(JSON.parse(EventPattern), readEvent(Event)) }
}

function readEvent(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new AwsError('ValidationException', 'Parameter Event is not valid.')
  }
}
