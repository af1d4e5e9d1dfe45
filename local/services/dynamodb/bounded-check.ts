import { AwsError } from '../../aws-error.ts'
import { boundedSearch, EndlessSearch } from '../../bounded-search.ts'

const parsed = ['ConditionExpression', 'FilterExpression', 'KeyConditionExpression', 'UpdateExpression']

/**
 * Runs dynalite's check of a request. Its parser takes exponentially long for parentheses within others: where an
 * expression has them, the check is ended after a second with ValidationException.
 */
export function boundedCheck(request: Record<string, unknown>, check: () => void) {
  if (!parsed.some((name) => /\([^)]*\(/.test(String(request[name] ?? '')))) return check()
  try {
    boundedSearch(check)
  } catch (thrown) {
    throw thrown instanceof EndlessSearch
      ? new AwsError(
          'ValidationException',
          'The local cloud cannot read an expression with so many nested parentheses.',
        )
      : thrown
  }
}
