import { RESTJSONErrorCodes } from 'discord.js'
import { type RefusalText, Refused } from '../../release/refusal.ts'
import { Later } from '../../runtime/ports/retry-later.ts'
import { Unfit } from '../../runtime/ports/unfit.ts'
import type { BotIdentity } from './options.ts'

/** What became of a call that came to nothing. */
export type Failure =
  | { readonly kind: 'limited'; readonly seconds: number }
  | { readonly kind: 'answered'; readonly status: number; readonly code: number; readonly said: string }
  /** Nobody knows whether it was done. */
  | { readonly kind: 'unanswered'; readonly said: string }

/** A call that came to nothing, for a reason that no person has to act on. It holds no address and no token. */
class DiscordFailed extends Error {
  /** 0 where no answer came, or none with a code. */
  readonly code: number

  constructor(message: string, code: number) {
    super(message)
    this.name = 'DiscordFailed'
    this.code = code
  }
}

interface FailedCall {
  readonly as: BotIdentity
  /** `POST /channels/{channel}/messages` */
  readonly name: string
  /** Seconds since 1970. */
  readonly now: number
}

/** `Cannot send an empty message`, `Invalid form body`: no second attempt mends what we made. */
const UNFIT: readonly number[] = [
  RESTJSONErrorCodes.CannotSendAnEmptyMessage,
  RESTJSONErrorCodes.InvalidFormBodyOrContentType,
]

/** What a failure means: later, a no that a person can act on, or a fault. */
export function toDiscordError(
  failure: Failure,
  { as, name, now }: FailedCall,
): Later | Refused | Unfit | DiscordFailed {
  switch (failure.kind) {
    case 'limited':
      return new Later(now + Math.max(1, failure.seconds), "Discord's rate limit is reached.")
    case 'unanswered':
      return new DiscordFailed(`${name}: ${failure.said}.`, 0)
    case 'answered': {
      const failed = new DiscordFailed(`${name}: ${failure.status} ${failure.said}`, failure.code)
      if (UNFIT.includes(failure.code)) return new Unfit(failed.message, failed)
      const refusal = findRefusal(failure, as)
      return refusal ? new Refused({ kind: 'repository', ...refusal }, failed) : failed
    }
  }
}

/** Whether Discord's answer had this code, whether it became a refusal or not. */
export function hasCode(error: unknown, code: number): boolean {
  const failed = error instanceof Refused ? error.cause : error
  return failed instanceof DiscordFailed && failed.code === code
}

function findRefusal(
  { status, code }: Extract<Failure, { kind: 'answered' }>,
  as: BotIdentity,
): RefusalText | null {
  const { InvalidWebhookToken, UnknownWebhook } = RESTJSONErrorCodes
  const isUnknown = status === 401 || code === InvalidWebhookToken || code === UnknownWebhook
  if (isUnknown) return as.kind === 'bot' ? BAD_TOKEN : BAD_WEBHOOK
  switch (code) {
    case RESTJSONErrorCodes.UnknownChannel:
      return {
        what: 'The channel no longer exists in Discord.',
        next: 'Set another one under `channels` in the config, or create it again.',
      }
    case RESTJSONErrorCodes.MissingAccess:
      return {
        what: "The bot can't see the channel.",
        next: 'Give the bot `View Channel` there, in the channel’s settings, Permissions.',
      }
    case RESTJSONErrorCodes.MissingPermissions:
      return {
        what: 'The bot lacks a permission in the channel.',
        next: 'Give the bot `Send Messages` and `Embed Links` there, in the channel’s settings, Permissions.',
      }
    default:
      return null
  }
}

const BAD_TOKEN: RefusalText = {
  what: "Discord doesn't accept the bot token: it was changed, or is incomplete.",
  next: 'Copy the token from the page Bot of the application (https://discord.com/developers/applications) into `DISCORD_BOT_TOKEN`, and restart.',
}
const BAD_WEBHOOK: RefusalText = {
  what: "Discord doesn't know the webhook: it was deleted, or its URL is incomplete.",
  next: 'Create one in the channel’s settings, Integrations, put its URL into `DISCORD_WEBHOOK_URL`, and restart.',
}
