import { isLoopback } from '../github-url.ts'
import { type Environment, getSetting } from './environment.ts'
import { createSettingMistake, isMistake, type SettingMistake } from './mistake.ts'

/** Where GitHub's deliveries arrive. */
export interface WebhookEndpointSettings {
  /** Null for the default, `/api/github/webhooks`. */
  readonly path: string | null
  /** A smee channel whose deliveries are fetched, for a machine that GitHub can't reach; null for none. */
  readonly proxyUrl: string | null
}

/** Paths that answer something else, or that stay without an answer. */
const TAKEN = /^\/(?:healthz|readyz|metrics|ping|probot|slack|link)(?:\/|$)/

/** Reads WEBHOOK_PATH and WEBHOOK_PROXY_URL, by the names that Probot gives them. */
export function readWebhookEndpoint(env: Environment): WebhookEndpointSettings | readonly SettingMistake[] {
  const path = readWebhookPath(env)
  const proxyUrl = readProxyUrl(env)
  if (isMistake(path) || isMistake(proxyUrl)) return [path, proxyUrl].filter(isMistake)
  return { path, proxyUrl }
}

/** Reads WEBHOOK_PATH; null where it is not set. */
export function readWebhookPath(env: Environment): string | SettingMistake | null {
  const path = getSetting(env, 'WEBHOOK_PATH')
  if (path === null) return null
  const next = 'Set WEBHOOK_PATH=/api/github/webhooks, or remove it: that is the default.'
  if (!/^(?:\/[\w.~-]+)+$/.test(path) || path.split('/').some((part) => /^\.+$/.test(part)))
    return createSettingMistake('WEBHOOK_PATH', "isn't a path such as /api/github/webhooks.", next)
  return TAKEN.test(path)
    ? createSettingMistake('WEBHOOK_PATH', 'is already used for something else.', next)
    : path
}

function readProxyUrl(env: Environment): string | SettingMistake | null {
  const text = getSetting(env, 'WEBHOOK_PROXY_URL')
  if (text === null) return null
  const url = URL.canParse(text) ? new URL(text) : null
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
  if (url && isSafe && url.username === '' && url.password === '') return url.href
  const next = 'Set the address of a channel, WEBHOOK_PROXY_URL=https://smee.io/…, or remove it.'
  return createSettingMistake('WEBHOOK_PROXY_URL', "isn't an https URL without credentials.", next)
}
