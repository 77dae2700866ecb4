import type { SlackMessage, SlackView } from '../../messages/slack/format/blocks.ts'
import type { At, Chat } from './chat.ts'

/** What the runtime needs of Slack. */
export interface Slack extends Chat<SlackMessage> {
  readonly medium: 'slack'
  /**
   * The workspace that we are in; what comes from others is refused. Slack is asked once, when it is first wanted: the
   * program starts while Slack is down. @throws as every call does
   */
  fetchWorkspace(): Promise<string>
  /** Of a user, at this moment. Never throws for a no. */
  fetchMember(user: string): Promise<Member>
  /** Shows a message to one person alone, who does not see it again later. By its nature it cannot be looked for. */
  sendEphemeral(to: EphemeralTarget, message: SlackMessage): Promise<void>
  /** What somebody sees who opens the App's home. */
  showHome(user: string, view: SlackView): Promise<void>
  /** The page of a message, to link to. */
  fetchPermalink(at: { readonly channel: string; readonly id: string }): Promise<string | null>
}

/** To whom something is shown, and where. */
export interface EphemeralTarget extends At {
  readonly user: string
  /** Slack's own address for the answer to what they did, good for half an hour; null where it gave none. */
  readonly answerUrl: string | null
}

/** What Slack says of a user: only members of our own workspace may act (threat A7). */
export type Member =
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'guest' | 'stranger' | 'bot' | 'gone' | 'unknown' }
