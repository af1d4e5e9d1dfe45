/** How many invocations an account may have under way. Source: Lambda quotas of a new account, times five. */
export const concurrencyLimit = 50
