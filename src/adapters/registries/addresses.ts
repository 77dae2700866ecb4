import { BlockList, isIP } from 'node:net'

/** What is no address of the open internet (https://www.iana.org/assignments/iana-ipv4-special-registry, and of IPv6). */
const SPECIAL: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]
/** Of what IPv6 has for everybody, these lead elsewhere: other protocols' addresses in it, and examples. */
const SPECIAL_SIX: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]

const special = blockList(SPECIAL, 'ipv4')
const specialSix = blockList(SPECIAL_SIX, 'ipv6')
/** Global unicast: all other space is local, mapped, translated, multicast or not given out (RFC 4291). */
const globalSix = blockList([['2000::', 3]], 'ipv6')

/** Whether an address is one that anybody may reach (threat A14). What is no address is none. */
export function isPublic(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special.check(address, 'ipv4')
    case 6:
      return globalSix.check(address, 'ipv6') && !specialSix.check(address, 'ipv6')
    default:
      return false
  }
}

function blockList(nets: readonly (readonly [string, number])[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList()
  for (const [net, prefix] of nets) list.addSubnet(net, prefix, family)
  return list
}
