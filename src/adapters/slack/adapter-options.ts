import type { SlackMessage, SlackView } from '../../messages/slack/format/blocks.ts'
import type { Slack } from '../../runtime/ports/slack.ts'
import type { SlackInteraction } from '../../runtime/ports/slack-interaction.ts'

/** What the App needs to be one in Slack, or in the sandbox. */
export interface SlackAdapterOptions {
  /** `xoxb-…`. Stays in memory. */
  readonly botToken: string
  /** `xapp-…`: Slack is listened to by Socket Mode; null where it posts to the door, which gives it to `take`. */
  readonly appToken: string | null
  /** Another than Slack's own, which only a machine of one's own may be: `http://127.0.0.1:4000/api/`. */
  readonly apiUrl: string | null
  /** Seconds since 1970. */
  readonly now: () => number
  readonly log: SlackLog
  /** Told each token, so that whatever is written down can be cleaned of it. */
  readonly learnSecret: (secret: string) => void
  /** Puts on record what somebody did. What it throws is told to them: nothing was done. */
  readonly onInteraction: (came: ReceivedInteraction) => Promise<StoredInteraction>
  /** The form that asks why no-go. Has to be quick: Slack waits three seconds for it. */
  readonly asksReason: (asked: ReasonRequest) => SlackView | Promise<SlackView>
  /** What somebody is told whose words or press could not be put on record. */
  readonly notDone: (why: NotDoneReason) => SlackMessage
  /** Told what became of each thing that came in by Socket Mode, for the metrics; the door counts its own. */
  readonly onTaken: (outcome: SlackRequestOutcome) => void
}

/** What somebody did, under an id that is the same when Slack sends it again, or somebody else does. */
export interface ReceivedInteraction {
  readonly id: string
  /** What is done in one channel is taken in the order in which it came. */
  readonly lane: string
  readonly interaction: SlackInteraction
}

/** As the store says it. */
export type StoredInteraction = 'stored' | 'duplicate' | 'altered'

/** A press of No-go, for which a reason is wanted. */
interface ReasonRequest {
  readonly press: Extract<SlackInteraction, { kind: 'press' }>
  /** What the message with the button says in short. */
  readonly about: string
  /** The form's `private_metadata`: what was pressed comes back with the reason. */
  readonly metadata: string
}

/**
 * `failed`: it was not put on record. `late`: not in time, and may have been all the same. `too-late`: the form could not be
 * opened in the three seconds that Slack gives.
 */
export type NotDoneReason = 'failed' | 'late' | 'too-late'

/** Lines for whoever runs the program. No secret gets into them. */
export interface SlackLog {
  info(about: SlackLogFields, what: string): void
  warn(about: SlackLogFields, what: string): void
  error(about: SlackLogFields, what: string): void
}

type SlackLogFields = Readonly<Record<string, unknown>>

/** Slack, as the runtime uses it, and by which it reaches us. */
export interface SlackAdapter extends Slack {
  /** Takes in what Slack posted, after the door checked its signature. Never throws. */
  take(request: SlackHttpRequest): Promise<SlackHttpAnswer>
  /** Closes the connection of Socket Mode, where there is one, and opens no new one. */
  close(): Promise<void>
}

/** What Slack posted, signed. */
interface SlackHttpRequest {
  /** The same for the same request, however often it comes. */
  readonly id: string
  /** The body, read. Not checked: no schema has seen it. */
  readonly payload: Readonly<Record<string, unknown>>
}

/** What became of it, and what Slack is to be answered: an object of JSON; an empty text, that it is well; null, what became of it. */
interface SlackHttpAnswer {
  readonly outcome: SlackRequestOutcome
  readonly answer: unknown
}

/**
 * `asked`: a form was opened. `ignored`: nothing that we listen for. `other-workspace`, `other-app`: not for us.
 * `not-stored`: it could not be put on record, or asked back, and who did it was told so.
 */
export type SlackRequestOutcome =
  | StoredInteraction
  | 'asked'
  | 'ignored'
  | 'malformed'
  | 'other-workspace'
  | 'other-app'
  | 'not-stored'
