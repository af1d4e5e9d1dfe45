/** A pattern of AWS's models as an expression for the whole text. Some need the `u` flag, others escape what it forbids to. */
export function expressionOf(pattern: string): RegExp {
  const whole = `^(?:${pattern})$`
  try {
    return new RegExp(whole, 'su')
  } catch {
    return new RegExp(whole, 's')
  }
}
