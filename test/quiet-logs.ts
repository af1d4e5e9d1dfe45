/** Steps log each run as JSON, which tests do not want between their lines. Set the level to read along. */
process.env.POWERTOOLS_LOG_LEVEL ??= 'SILENT'
