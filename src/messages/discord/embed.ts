/** Discord's limits (https://discord.com/developers/docs/resources/message#embed-object-embed-limits), in UTF-16 units. */
export const MOST_IN_EMBED = {
  content: 2_000,
  embeds: 10,
  title: 256,
  description: 4_096,
  fields: 25,
  fieldName: 256,
  fieldValue: 1_024,
  footer: 2_048,
  /** Of all embeds of a message together. */
  together: 6_000,
} as const

/** A message of ours: one embed, and no mention. */
export interface DiscordMessage {
  readonly embeds: readonly Embed[]
}

interface Embed {
  readonly title: string
  /** Where its title leads; its fragment is the mark by which the message is known again. */
  readonly url: string
  readonly description: string
  /** 0xRRGGBB */
  readonly color: number
  readonly fields: readonly { readonly name: string; readonly value: string; readonly inline: boolean }[]
  readonly footer: { readonly text: string }
  /** ISO 8601 */
  readonly timestamp: string
}
