import { AutoScalingClient, SetInstanceHealthCommand, SuspendProcessesCommand } from '@aws-sdk/client-auto-scaling'
import { DescribeIamInstanceProfileAssociationsCommand, EC2Client } from '@aws-sdk/client-ec2'
import { DeleteParametersCommand, GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { found } from '../../../lambdas/core/aws.ts'
import { iamNamesOf, namesOf } from '../../../lambdas/core/names.ts'
import type { Chosen, Facts, Scene } from '../../../lambdas/failures/failure.ts'
import { groupOf, inService } from '../../../lambdas/failures/group-members.ts'
import { type FailureName, failureNames, failures } from '../../../lambdas/failures/index.ts'
import { targetsOf } from '../../../lambdas/scenario/target-health.ts'
import type { Cloud } from '../../../local/cloud.ts'
import { until } from '../../until.ts'
import { executionNamed } from '../step-run.ts'
import { makeService, notServing, openStage, serving } from './stage.ts'

let cloud: Cloud
const service = 'stage'
const ssm = new SSMClient()

beforeAll(async () => {
  cloud = await openStage()
  await makeService(service)
})

afterAll(() => cloud.close())

const nothing: Chosen = { instances: [], zones: [] }

function scene(before: Facts, chosen: Chosen = nothing): Scene {
  return {
    service,
    execution: executionNamed('one'),
    before,
    until: '2030-01-01T00:00:00.000Z',
    isRecovered: false,
    ...chosen,
  }
}

/** Injects as the state machine does: chosen once, and tried again while a new profile is not seen. */
async function inject(
  name: FailureName,
  options: Record<string, unknown> = {},
  affected: string[] = [],
): Promise<Scene> {
  const failure = failures[name]
  const given = failure.options.parse(options)
  const before = await failure.look(service)
  const broken = scene(before, await failure.choose(service, affected, given))
  await until(() =>
    failure.inject(broken, given).then(
      () => true,
      (error: Error) => {
        if (/instance ?profile/i.test(error.message)) return false
        throw error
      },
    ),
  )
  return broken
}

async function valueIn(parameter: 'table' | 'failureResponse' | 'healthCheck' | 'dependencyDelay') {
  const Name = namesOf(service).parameters.settings[parameter]
  return (await found(ssm.send(new GetParameterCommand({ Name }))))?.Parameter?.Value
}

describe('every failure', () => {
  test.each(failureNames)('%s is found as it was when lifted, also when injected and lifted twice', async (name) => {
    const failure = failures[name]
    const before = await failure.look(service)
    const broken = await inject(name)
    await failure.inject(broken, failure.options.parse({}))
    if (name !== 'replace-instance') expect(await failure.look(service)).not.toEqual(before)
    await failure.lift(broken)
    await failure.lift(broken)
    expect(await failure.look(service)).toEqual(before)
    await until(async () => inService(await groupOf(service)).length === 3)
  })

  test.each(failureNames)('%s that was never injected is lifted to no effect', async (name) => {
    const before = await failures[name].look(service)
    await failures[name].lift(scene(before))
    expect(await failures[name].look(service)).toEqual(before)
  })

  test.each(failureNames)('%s of a service that is gone is lifted to no effect, and leaves nothing', async (name) => {
    const gone = { ...scene(await failures[name].look(service)), service: 'gone' }
    const before = Object.entries(gone.before).map(([what, is]) => [what.replaceAll(service, 'gone'), is])
    await failures[name].lift({ ...gone, before: Object.fromEntries(before) })
    expect(
      await found(ssm.send(new GetParameterCommand({ Name: namesOf('gone').parameters.settings.table }))),
    ).toBeUndefined()
  })
})

describe('a failure that is a parameter', () => {
  test('expires by itself, and says what holds then', async () => {
    const broken = await inject('static-response')
    const value = JSON.parse((await valueIn('failureResponse')) ?? '')
    expect(value).toEqual({ value: 'static', until: '2030-01-01T00:00:00.000Z', otherwise: 'none' })
    await failures['static-response'].lift(broken)
    expect(await valueIn('failureResponse')).toBe('none')
  })

  test('names a table that is not there, and the real one for afterwards', async () => {
    const broken = await inject('broken-dependency')
    expect(JSON.parse((await valueIn('table')) ?? '')).toMatchObject({
      value: 'this-is-not-a-table',
      otherwise: namesOf(service).table,
    })
    await failures['broken-dependency'].lift(broken)
  })

  test('delays by as much as it is told, and not at all again', async () => {
    const slow = await inject('slow-dependency', { delayMilliseconds: 250 })
    expect(JSON.parse((await valueIn('dependencyDelay')) ?? '')).toMatchObject({ value: '250', otherwise: '0' })
    await failures['slow-dependency'].lift(slow)
    expect(await valueIn('dependencyDelay')).toBe('0')
  })

  test('is not injected where its parameter is missing, nor lifted where nobody knows what it was', async () => {
    const { inject, lift } = failures['static-response']
    await expect(
      inject(scene({ [`the parameter ${namesOf(service).parameters.settings.failureResponse}`]: 'absent' }), {}),
    ).rejects.toMatchObject({ name: 'NotDeployed' })
    await lift(scene({}))
    expect(await valueIn('failureResponse')).toBe('none')
  })

  test('falls back to the lasting word where a person has left an expiring value, and then puts that text back', async () => {
    const Name = namesOf(service).parameters.settings.healthCheck
    const theirs = '{"value":"deep","until":"2020-01-01T00:00:00Z","otherwise":"shallow"}'
    await ssm.send(new PutParameterCommand({ Name, Value: theirs, Overwrite: true }))
    const broken = await inject('deep-health-check')
    expect(JSON.parse((await valueIn('healthCheck')) ?? '')).toMatchObject({ otherwise: 'shallow' })
    await failures['deep-health-check'].lift(broken)
    expect(await valueIn('healthCheck')).toBe(theirs)
    await ssm.send(new PutParameterCommand({ Name, Value: 'shallow', Overwrite: true }))
  })

  test('does not bring back a parameter that was deleted meanwhile', async () => {
    const broken = await inject('deep-health-check')
    const Name = namesOf(service).parameters.settings.healthCheck
    await ssm.send(new DeleteParametersCommand({ Names: [Name] }))
    await failures['deep-health-check'].lift(broken)
    expect(await valueIn('healthCheck')).toBeUndefined()
    await ssm.send(new PutParameterCommand({ Name, Value: 'shallow', Type: 'String' }))
  })
})

describe('bad-credentials', () => {
  test('changes the profile of the chosen instance only, without a reboot', async () => {
    const broken = await inject('bad-credentials')
    const { IamInstanceProfileAssociations = [] } = await new EC2Client().send(
      new DescribeIamInstanceProfileAssociationsCommand({}),
    )
    const members = inService(await groupOf(service)).map(({ InstanceId }) => InstanceId)
    const limited = IamInstanceProfileAssociations.filter(
      ({ InstanceId, IamInstanceProfile }) =>
        members.includes(InstanceId) &&
        IamInstanceProfile?.Arn?.endsWith(iamNamesOf(service, 'us-west-2').limited.profile),
    )
    expect(limited.map(({ InstanceId }) => InstanceId)).toEqual(broken.instances)
    await failures['bad-credentials'].lift(broken)
  })
})

describe('replace-instance', () => {
  test('takes the instance that another failure has picked, and never a second one', async () => {
    const members = inService(await groupOf(service)).map(({ InstanceId = '' }) => InstanceId)
    const second = members.slice(1, 2)
    const broken = await inject('replace-instance', {}, second)
    expect(broken.instances).toEqual(second)
    await failures['replace-instance'].inject(broken, {})
    await until(async () => inService(await groupOf(service)).length === 3)
    const now = inService(await groupOf(service)).map(({ InstanceId = '' }) => InstanceId)
    expect(members.filter((id) => !now.includes(id))).toEqual(second)
  })
})

describe('replacement-suspended', () => {
  const group = { AutoScalingGroupName: namesOf(service).group }
  const suspended = async () =>
    ((await groupOf(service)).SuspendedProcesses ?? []).map(({ ProcessName }) => ProcessName).toSorted()

  test('suspends the marking as well as the replacing', async () => {
    const broken = await inject('replacement-suspended')
    expect(await suspended()).toEqual(['HealthCheck', 'ReplaceUnhealthy'])
    await failures['replacement-suspended'].lift(broken)
    expect(await suspended()).toEqual([])
  })

  test('leaves suspended what a person had suspended before', async () => {
    const autoScaling = new AutoScalingClient()
    await autoScaling.send(new SuspendProcessesCommand({ ...group, ScalingProcesses: ['ReplaceUnhealthy'] }))
    const broken = await inject('replacement-suspended')
    await failures['replacement-suspended'].lift(broken)
    expect(await suspended()).toEqual(['ReplaceUnhealthy'])
    await failures['replacement-suspended'].lift({ ...broken, before: {} })
    expect(await suspended()).toEqual([])
  })

  test('stays while a target is unhealthy that may yet recover, and no longer', async () => {
    const broken = await inject('replacement-suspended')
    const { lift } = failures['replacement-suspended']
    await serving(service)
    await until(async () => (await targetsOf(service)).some(({ state }) => state === 'unhealthy'))
    await expect(lift(broken)).rejects.toMatchObject({ name: 'InUse' })
    expect(await suspended()).toHaveLength(2)
    await lift({ ...broken, isRecovered: true })
    expect(await suspended()).toEqual([])
    await notServing(service)
  })

  test('calls instances well again that were marked meanwhile, so that resuming does not replace them', async () => {
    const broken = await inject('replacement-suspended')
    const [first] = inService(await groupOf(service))
    const InstanceId = first?.InstanceId ?? ''
    await new AutoScalingClient().send(
      new SetInstanceHealthCommand({ InstanceId, HealthStatus: 'Unhealthy', ShouldRespectGracePeriod: false }),
    )
    await failures['replacement-suspended'].lift(broken)
    expect(inService(await groupOf(service)).map((each) => [each.InstanceId, each.HealthStatus])).toContainEqual([
      InstanceId,
      'Healthy',
    ])
  })
})

describe('zone-loss', () => {
  test('empties the zone it is told, and lets the group launch in the others only', async () => {
    const zones = (await groupOf(service)).Instances?.map(({ AvailabilityZone = '' }) => AvailabilityZone) ?? []
    const lost = zones.toSorted().at(-1) ?? ''
    const broken = await inject('zone-loss', { zone: lost.slice(-1) })
    expect(broken.zones).toEqual([lost])
    await until(async () => {
      const members = inService(await groupOf(service))
      return members.length === 3 && members.every(({ AvailabilityZone }) => AvailabilityZone !== lost)
    })
    await failures['zone-loss'].lift(broken)
  })

  test('refuses a zone that the service is not in', async () => {
    await expect(failures['zone-loss'].choose(service, [], { zone: 'z' })).rejects.toMatchObject({
      name: 'InvalidInput',
    })
  })
})
