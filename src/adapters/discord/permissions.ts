import { PermissionFlagsBits } from 'discord.js'
import { z } from 'zod'

/** What a channel changes of what somebody may do in its server. */
export const overwrite = z.object({ id: z.string(), allow: z.string(), deny: z.string() })
type Overwrite = z.output<typeof overwrite>

/** Who is looked at, and what the server lets them do. */
interface PermissionHolder {
  readonly guild: string
  readonly roles: readonly string[]
  readonly member: string
  /** Discord's bits, in decimal digits. */
  readonly permissions: string
}

/** What it takes to post, and to find again what was posted: https://discord.com/developers/docs/topics/permissions */
const NEEDED: readonly (readonly [string, bigint])[] = [
  ['View Channel', PermissionFlagsBits.ViewChannel],
  ['Send Messages', PermissionFlagsBits.SendMessages],
  ['Embed Links', PermissionFlagsBits.EmbedLinks],
  ['Read Message History', PermissionFlagsBits.ReadMessageHistory],
]

/**
 * What somebody needs and may not do in a channel. Overwrites count in Discord's order: everybody's, those of roles together,
 * the member's own (https://discord.com/developers/docs/topics/permissions#permission-overwrites).
 */
export function listLacking(overwrites: readonly Overwrite[], who: PermissionHolder): readonly string[] {
  const inServer = parseBits(who.permissions)
  if ((inServer & PermissionFlagsBits.Administrator) !== 0n) return []
  const layers = [[who.guild], who.roles, [who.member]]
  const may = layers.reduce((bits, ids) => {
    const own = overwrites.filter(({ id }) => ids.includes(id))
    return (bits & ~combineBits(own, 'deny')) | combineBits(own, 'allow')
  }, inServer)
  return NEEDED.filter(([, bit]) => (may & bit) === 0n).map(([name]) => name)
}

function combineBits(overwrites: readonly Overwrite[], kind: 'allow' | 'deny'): bigint {
  return overwrites.reduce((bits, one) => bits | parseBits(one[kind]), 0n)
}

function parseBits(digits: string): bigint {
  return /^\d{1,40}$/.test(digits) ? BigInt(digits) : 0n
}
