import type { Metrics } from '../../metrics.ts'

/** Where Slack posts events, presses, forms and commands to. */
export const SLACK_PATH = '/slack/events'

/** How the door answers what Slack posts: the status, where it is not what was taken in that says what to answer. */
const STATUS = {
  stored: 200,
  duplicate: 200,
  altered: 200,
  /** A form was opened that asks for the reason. */
  asked: 200,
  /** Nobody listens for it. */
  ignored: 200,
  /** Slack tries the door: `url_verification`, `ssl_check`. */
  checked: 200,
  malformed: 400,
  /** No signature, or none of Slack's. */
  forged: 401,
  /** Signed for a time that is more than five minutes away from now, in the past or in the future. */
  old: 401,
  'other-workspace': 403,
  'other-app': 403,
  gone: 408,
  'too-large': 413,
  'wrong-type': 415,
  'no-room': 503,
  'not-stored': 503,
} as const

/** What became of something that Slack posted. */
type SlackOutcome = keyof typeof STATUS

export function toStatus(outcome: SlackOutcome): number {
  return STATUS[outcome]
}

/** What stands behind `/slack/events`. */
export interface SlackEndpoint {
  /** With what Slack signs. */
  readonly signingSecret: string
  /** Takes in what is signed. */
  readonly take: (request: SlackRequest) => Promise<SlackTaken>
  readonly count: (outcome: SlackOutcome) => void
}

/** Something that Slack posted, its signature checked. */
export interface SlackRequest {
  /** The same whenever the same comes again. */
  readonly id: string
  readonly payload: Readonly<Record<string, unknown>>
}

export interface SlackTaken {
  readonly outcome: SlackOutcome
  /** What Slack is told: an object of JSON; an empty text, that all is well; null leaves it to the outcome. */
  readonly answer: unknown
}

/** @returns counts what became of something, whichever way it came in: by the door, or by Socket Mode */
export function createSlackCounter(metrics: Metrics): (outcome: SlackOutcome) => void {
  const count = metrics.createCounter({
    name: 'release_captain_slack_requests_total',
    help: 'Requests from Slack, by outcome.',
    labels: { outcome: Object.keys(STATUS) },
  })
  return (outcome) => count({ outcome })
}
