import type { Medium } from '../../release/audience.ts'
import type { Refusal } from '../../release/refusal.ts'

/**
 * A medium in which messages stand. Every call may throw: `Later` where its limits say so, and nothing was done then;
 * `Refused` for what a person has to mend (a channel that is not there, an App that is not in it, a token that is no good);
 * `Unfit` for a message that the medium does not take as it is; an Error for the rest. A post whose answer was lost is such an Error, and may have been made.
 */
export interface Chat<Message> {
  readonly medium: Medium
  /** The place behind a name or an id of the policy. @throws {Refused} where there is none, or we are not in it */
  resolveChannel(name: string): Promise<string>
  /**
   * Posts a message under its mark. The same mark again within minutes is the same message where the medium can tell
   * (Discord's nonce).
   */
  post(to: At, message: Message, mark: string): Promise<Posted>
  /**
   * The message of ours with that mark, not older than `since` (seconds since 1970); null where there is none.
   * `unknown` where the medium does not let us look: a webhook of Discord's reads nothing.
   */
  find(to: At, mark: string, since: number): Promise<Posted | null | 'unknown'>
  /** Shows another text in its place; false where somebody deleted the message. */
  edit(at: Posted, message: Message): Promise<boolean>
  /** Whether we could post there now, and if not what to mend: for `doctor` and `/readyz`. */
  health(): Promise<ChatHealth>
}

/** Where a message is to stand. */
export interface At {
  /** The medium's id, as `channel` gave it. */
  readonly channel: string
  /** Within the thread of that message; null stands by itself. */
  readonly thread: string | null
}

/** A message that stands. */
export interface Posted {
  readonly channel: string
  /** The medium's id of the message: a timestamp in Slack, a snowflake in Discord. */
  readonly id: string
}

export type ChatHealth =
  | { readonly kind: 'well'; readonly as: string }
  | { readonly kind: 'ill'; readonly refusal: Refusal }
