import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { describe, expect, test } from '@jest/globals'
import { namesOf } from '../../../lambdas/core/names.ts'
import { DeleteParameters, PutParameters } from '../../../lambdas/parameters.ts'
import { asAdministrator } from '../local-account.ts'
import { run } from '../step-run.ts'

describe('the parameters', () => {
  test('are set to normal operation, whatever a lost scenario has left in them', async () => {
    const { healthCheck, failureResponse, table, dependencyDelay } = namesOf('par-a').parameters.settings
    await expect(run(PutParameters, 'par-a')).resolves.toEqual({
      changed: [table, failureResponse, healthCheck, dependencyDelay],
    })
    const ssm = new SSMClient(asAdministrator)
    await ssm.send(new PutParameterCommand({ Name: healthCheck, Value: 'deep', Overwrite: true }))
    await expect(run(PutParameters, 'par-a')).resolves.toEqual({ changed: [healthCheck] })
    await expect(run(PutParameters, 'par-a')).resolves.toEqual({ changed: [] })
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: healthCheck }))
    expect(Parameter?.Value).toBe('shallow')
  })

  test('are all deleted, whatever their values', async () => {
    const { settings } = namesOf('par-c').parameters
    await run(PutParameters, 'par-c')
    const { deleted } = (await run(DeleteParameters, 'par-c')) as { deleted: string[] }
    expect(deleted.toSorted()).toEqual(Object.values(settings).toSorted())
  })

  test('leave the halt switch to the person who set it', async () => {
    const Name = namesOf('par-b').parameters.halt
    const ssm = new SSMClient(asAdministrator)
    await ssm.send(new PutParameterCommand({ Name, Value: 'because', Type: 'String' }))
    await run(PutParameters, 'par-b')
    await run(DeleteParameters, 'par-b')
    await expect(ssm.send(new GetParameterCommand({ Name }))).resolves.toMatchObject({
      Parameter: { Value: 'because' },
    })
  })
})
