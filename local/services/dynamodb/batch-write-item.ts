import { batchOperation } from './item-operation.ts'

export const { handle, resources } = batchOperation('BatchWriteItem')
