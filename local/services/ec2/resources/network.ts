import type { Cloud } from '../../../cloud.ts'
import { stableId } from '../requests/resource-id.ts'

export interface Vpc {
  readonly id: string
  readonly cidr: string
  readonly isDefault: boolean
}

/** A default subnet: public, one in each zone. */
export interface Subnet {
  readonly id: string
  readonly vpcId: string
  readonly zone: string
  readonly zoneId: string
  readonly cidr: string
}

/** AWS's own layout of default subnets in us-west-2: the third zone holds the lowest addresses. */
const thirdOctets = [16, 32, 0, 48]

/** The network every account has in a region from the start: the default VPC with a default subnet in each zone. */
export function defaultNetwork({ account, region, zones }: Cloud): { vpc: Vpc; subnets: Subnet[] } {
  const vpc: Vpc = { id: stableId('vpc', account, region), cidr: '172.31.0.0/16', isDefault: true }
  const subnets = zones.map((zone, index) => ({
    id: stableId('subnet', account, zone),
    vpcId: vpc.id,
    zone,
    zoneId: zoneIdOf(zone, index),
    cidr: `172.31.${thirdOctets[index] ?? index * 16}.0/20`,
  }))
  return { vpc, subnets }
}

/** `us-west-2b` is `usw2-az2`: in this account the letters and the physical zones agree. */
function zoneIdOf(zone: string, index: number): string {
  const [area = '', direction = '', rest = ''] = zone.split('-')
  const compass = direction.replace(/^(north|south)(east|west)$/, (_, a: string, b: string) => `${a[0]}${b[0]}`)
  const short = compass === direction ? direction[0] : compass
  return `${area}${short}${Number.parseInt(rest, 10)}-az${index + 1}`
}

/** The address `offset` places into a CIDR block. */
export function addressIn(cidr: string, offset: number): string {
  const [base = ''] = cidr.split('/')
  const number = base.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0) + offset
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.')
}
