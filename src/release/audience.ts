import { z } from 'zod'

/** Who a message is for. */
export const AUDIENCES = ['team', 'customers', 'public', 'security'] as const
export type Audience = (typeof AUDIENCES)[number]

/** The media in which messages are read, besides GitHub. */
export const MEDIUM_NAMES = ['slack', 'discord'] as const
export type Medium = (typeof MEDIUM_NAMES)[number]

/** What a medium can do. */
interface MediumTraits {
  /** As people write it. */
  readonly name: string
  /** Whether replies stand under a message: only there a release has a message of its own, with questions and news. */
  readonly hasThreads: boolean
  /** Whether a question has buttons that people press. */
  readonly hasButtons: boolean
  /** Whether a message that stands can be changed; else each change is another message. */
  readonly canEdit: boolean
}

/** One row for each medium: a new medium has to say what it can do. */
export const MEDIA: Readonly<Record<Medium, MediumTraits>> = {
  slack: { name: 'Slack', hasThreads: true, hasButtons: true, canEdit: true },
  discord: { name: 'Discord', hasThreads: false, hasButtons: false, canEdit: true },
}

/** A place where messages go: `releases` in Slack, for the team. `name` may be the medium's own id. */
export const channel = z
  .strictObject({ medium: z.enum(MEDIUM_NAMES), name: z.string().min(1), audience: z.enum(AUDIENCES) })
  .readonly()
export type Channel = z.output<typeof channel>

/** A channel that the security team alone reads. */
export type SecurityChannel = Channel & { readonly audience: 'security' }

/** Checks whether the security team alone reads a channel. */
export function isSecurityChannel(one: Channel): one is SecurityChannel {
  return one.audience === 'security'
}
