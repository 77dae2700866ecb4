import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api'
import { type RefusalText, Refused } from '../../release/refusal.ts'
import { Later } from '../../runtime/ports/retry-later.ts'
import { Unfit } from '../../runtime/ports/unfit.ts'

/** A call that failed. `at` is now, in seconds since 1970. */
interface FailedCall {
  readonly method: string
  readonly error: unknown
  readonly at: number
}

/** Where Slack says that it is asked too often and does not say when to come back. */
const TIMEOUT_SECONDS = 30

const NO_GOOD = "Slack doesn't accept the bot token"
const NEW_TOKEN =
  'Set SLACK_BOT_TOKEN to the “Bot User OAuth Token” from the page “OAuth & Permissions” of the App at https://api.slack.com/apps, and restart.'
const INSTALL_AGAIN =
  'Put slack-manifest.yml into “App Manifest” of the App at https://api.slack.com/apps, and install it in the workspace again.'

/** What a person has to mend, by Slack's name for it. */
const REFUSALS: Readonly<Record<string, (because: string) => RefusalText>> = {
  ...createRecord(
    ['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'token_expired'],
    (because) => ({
      what: `${NO_GOOD} (${because}).`,
      next: NEW_TOKEN,
    }),
  ),
  not_allowed_token_type: () => ({
    what: "The token isn't a bot token.",
    next: NEW_TOKEN,
  }),
  missing_scope: (because) => ({
    what: `The App lacks a scope in Slack (${because}).`,
    next: INSTALL_AGAIN,
  }),
  channel_not_found: () => ({
    what: "The channel no longer exists in Slack, or the App can't see it.",
    next: 'Check `channels` in the config. Invite the App to a private channel: `/invite @release-captain`.',
  }),
  not_in_channel: () => ({
    what: "The App isn't in the channel, so it can't read or write there.",
    next: 'Invite it: `/invite @release-captain`.',
  }),
  is_archived: () => ({
    what: 'The channel is archived in Slack.',
    next: 'Unarchive it, or set another one in `channels` of the config.',
  }),
  ...createRecord(
    ['restricted_action', 'restricted_action_read_only_channel', 'restricted_action_thread_locked'],
    (because) => ({
      what: `The workspace doesn't let the App post there (${because}).`,
      next: 'Ask an owner of the workspace to let it post in that channel.',
    }),
  ),
  ...createRecord(
    ['access_denied', 'no_permission', 'org_login_required', 'ekm_access_denied', 'team_access_not_granted'],
    (because) => ({
      what: `The workspace doesn't allow the App (${because}).`,
      next: 'Ask an owner of the workspace to approve the App.',
    }),
  ),
}

/** Slack's names for a message or view that is not as it has to be: our fault, and mended by no second attempt. */
const UNFIT: readonly string[] = [
  ...['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long', 'msg_too_long', 'no_text'],
  ...['invalid_arguments', 'metadata_too_large', 'invalid_metadata_format', 'view_too_large'],
]

/** What a failed call is to whoever asked: a `Refused`, a `Later`, an `Unfit`, or another Error. Nothing of a token is in it. */
export function toSlackError({ method, error, at }: FailedCall): Error {
  if (error instanceof WebAPIRateLimitedError) return createLater(at + error.retryAfter, method)
  if (error instanceof WebAPIPlatformError) return toAnswerError(error, { method, at })
  if (error instanceof WebAPIHTTPError) return new Error(`Slack answered ${method} with ${error.statusCode}.`)
  if (error instanceof WebAPIRequestError) {
    return new Error(`Couldn't reach Slack for ${method}: ${error.original.message}`, { cause: error })
  }
  return error instanceof Error ? error : new Error(`Couldn't ask Slack for ${method}.`)
}

/** What Slack calls the reason for its no: `message_not_found`; null for what is no such answer. */
export function findReason(error: unknown): string | null {
  const cause = error instanceof Error ? error.cause : null
  return cause instanceof WebAPIPlatformError ? cause.data.error : null
}

function toAnswerError(error: WebAPIPlatformError, { method, at }: Pick<FailedCall, 'method' | 'at'>): Error {
  const { error: reason } = error.data
  if (reason === 'ratelimited' || reason === 'rate_limited') return createLater(at + TIMEOUT_SECONDS, method)
  const needed = 'needed' in error.data ? `: ${String(error.data['needed'])}` : ''
  if (UNFIT.includes(reason)) return new Unfit(`Slack answered ${method} with ${reason}.`, error)
  const refusal = REFUSALS[reason]?.(`${reason}${needed}`)
  if (refusal) return new Refused({ kind: 'config', ...refusal }, error)
  return new Error(`Slack answered ${method} with ${reason}.`, { cause: error })
}

function createLater(at: number, method: string): Later {
  return new Later(at, `Slack asked to call ${method} later.`)
}

function createRecord<T>(names: readonly string[], value: T): Record<string, T> {
  return Object.fromEntries(names.map((name) => [name, value]))
}
