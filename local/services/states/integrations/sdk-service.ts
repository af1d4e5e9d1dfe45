import { modelOf, type OperationModel } from '../../../protocols/model.ts'

/** A service by its signing name, asked for only when needed: the registry of services holds this one too. */
export async function serviceOf(signingName: string) {
  const { services } = await import('../../index.ts')
  const service = services.get(signingName)
  if (!service) throw new Error(`no service ${signingName}`)
  return service
}

/** What the SDK says of an API; undefined where the service has none of that name. */
export async function operationOf(signingName: string, name: string): Promise<OperationModel | undefined> {
  return (await modelOf(await serviceOf(signingName))).operations.get(name)
}
