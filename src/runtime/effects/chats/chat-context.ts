import type { Channel } from '../../../release/audience.ts'
import type { ReleaseEvent } from '../../../release/lifecycle/events.ts'
import { type PromptKey, promptKeySchema } from '../../../release/lifecycle/words.ts'
import type { EffectContext } from '../../github-state/effect-context.ts'
import type { Slack } from '../../ports/slack.ts'

/** What is worked with where something of a release is shown in a channel. */
export interface ChatContext extends EffectContext {
  readonly channel: Channel
  /** Whether an attempt before this one may have posted something. */
  readonly triedBefore: boolean
}

/** A channel of the team's in Slack. */
export interface TeamContext extends ChatContext {
  readonly slack: Slack
  /** Slack's id of the channel. */
  readonly place: string
}

/** One asking of a question: a release that was aborted and opened again counts its questions from one. */
export interface QuestionAsked {
  readonly release: string
  readonly prompt: PromptKey
  /** The number of the event that asked. */
  readonly event: number
}

/** The asking of a question that counts now; null where it was never asked. */
export function findQuestionAsked(
  { id, events }: { readonly id: string; readonly events: readonly ReleaseEvent[] },
  prompt: PromptKey,
): QuestionAsked | null {
  const at = events.findLastIndex((event) => event.type === 'PromptOpened' && event.prompt === prompt)
  return at < 0 ? null : { release: id, prompt, event: at + 1 }
}

/** `77:v2.0.1/tag-2/31`: what a button of a question bears. */
export function formatButtonValue({ release, prompt, event }: QuestionAsked): string {
  return `${release}/${prompt}/${event}`
}

/** What a button bears, read back; null for anything else. */
export function parseButtonValue(value: string): QuestionAsked | null {
  const [, release, prompt, event] = /^(\d+:v[^/:]+)\/([a-z]+-\d+)\/(\d+)$/.exec(value) ?? []
  const key = promptKeySchema.safeParse(prompt)
  if (release === undefined || event === undefined || !key.success) return null
  return { release, prompt: key.data, event: Number(event) }
}

/** By which the messages of a release are known again. */
export const markOf = {
  card: (release: string) => `card:${release}`,
  question: (asking: QuestionAsked) => `question:${formatButtonValue(asking)}`,
  news: (effect: string) => `news:${effect}`,
  announcement: (release: string, what: 'advance' | 'release') => `${what}:${release}`,
} as const
