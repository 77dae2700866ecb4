/** Who a message is for. */
export const AUDIENCES = ['team', 'customers', 'public', 'security'] as const
export type Audience = (typeof AUDIENCES)[number]

/** Where messages are read, besides GitHub. */
export const MEDIA = ['slack', 'discord'] as const
export type Medium = (typeof MEDIA)[number]

/** A place where messages go: `releases` in Slack, for the team. */
export interface Channel {
  readonly medium: Medium
  /** `releases`, or the medium's own id. */
  readonly name: string
  readonly audience: Audience
}
