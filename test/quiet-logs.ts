/** Steps log each run and its metrics as JSON, which tests do not want between their lines. Set them to read along. */
process.env.POWERTOOLS_LOG_LEVEL ??= 'SILENT'
process.env.POWERTOOLS_METRICS_DISABLED ??= 'true'
