import type { WebhookSecrets } from '../http/webhooks/github/verify-signature.ts'
import { type Environment, getSetting } from './environment.ts'
import { createSettingMistake, isMistake, type SettingMistake } from './mistake.ts'

/** As many bytes as the digest has: fewer are easier to guess than the digest (threat 0.1). */
const LEAST_BYTES = 32
const NEXT = 'Create one with `openssl rand -hex 32`, set it here and on the App’s page at GitHub.'

/** Reads WEBHOOK_SECRET, and the one before it while it is being replaced (threat A4). */
export function readWebhookSecrets(env: Environment): WebhookSecrets | readonly SettingMistake[] {
  const current = readSecret(env, 'WEBHOOK_SECRET')
  const previous = readPrevious(env)
  const mistakes = [current, previous].filter(isMistake)
  if (isMistake(current) || isMistake(previous)) return mistakes
  if (previous !== null && previous.secret === current) {
    return [
      createSettingMistake(
        'WEBHOOK_SECRET_PREVIOUS',
        'is the same as WEBHOOK_SECRET.',
        "Remove it: the secret isn't being replaced.",
      ),
    ]
  }
  return { current, previous }
}

function readSecret(env: Environment, setting: string): string | SettingMistake {
  const secret = getSetting(env, setting)
  if (secret === null) return createSettingMistake(setting, 'is not set.', NEXT)
  if (secret.trim() !== secret)
    return createSettingMistake(setting, 'begins or ends with a space or a line break.', NEXT)
  if (Buffer.byteLength(secret) >= LEAST_BYTES) return secret
  return createSettingMistake(setting, `is shorter than ${LEAST_BYTES} bytes, so it could be guessed.`, NEXT)
}

function readPrevious(env: Environment): WebhookSecrets['previous'] | SettingMistake {
  const setting = 'WEBHOOK_SECRET_PREVIOUS'
  const until = getSetting(env, `${setting}_UNTIL`)
  if (getSetting(env, setting) === null) {
    if (until === null) return null
    return createSettingMistake(`${setting}_UNTIL`, `is set, and ${setting} is not.`, 'Set both or neither.')
  }
  const secret = readSecret(env, setting)
  if (isMistake(secret)) return secret
  const at = until === null ? null : parseSeconds(until)
  if (at !== null) return { secret, until: at }
  const what = until === null ? `is not set, and ${setting} is.` : "isn't a time with a time zone."
  return createSettingMistake(
    `${setting}_UNTIL`,
    what,
    'Set the time until which GitHub may still use it: 2026-03-04T12:00:00Z.',
  )
}

/** RFC 3339, in seconds since 1970. */
function parseSeconds(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.test(text)) return null
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? null : Math.floor(ms / 1000)
}
