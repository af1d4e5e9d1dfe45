import { itemOperation } from './item-operation.ts'

export const { handle, resources } = itemOperation('GetItem')
