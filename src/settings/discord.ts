import { isLoopback } from '../github-url.ts'
import { type Environment, getSetting } from './environment.ts'
import { createSettingMistake, isMistake, type SettingMistake } from './mistake.ts'

/** Who we are in Discord, and where that is. */
export interface DiscordSettings {
  readonly as: DiscordIdentity
  /** `https://discord.com/api`; no slash at its end. */
  readonly apiUrl: string
}

/** A bot, which finds its channels by name and can look for what it wrote; or a webhook, which can post in one channel. */
type DiscordIdentity =
  | { readonly kind: 'bot'; readonly token: string }
  | {
      readonly kind: 'webhook'
      readonly id: string
      readonly token: string
      /** The name or id of the channel that it posts in, as the policy has it: Discord tells a webhook no names. */
      readonly channel: string
    }

const API = 'https://discord.com/api'
/** §4.1 names it, so policies do. */
const CHANNEL = 'announcements'
/** The hosts by which Discord itself shows a webhook's URL (https://discord.com/developers/docs/resources/webhook). */
const HOSTS = ['discord.com', 'canary.discord.com', 'ptb.discord.com', 'discordapp.com']
const WEBHOOK_PATH = /^\/api(?:\/v\d{1,2})?\/webhooks\/(\d{1,20})\/([\w-]{16,200})$/

const BOT_NEXT =
  'Copy the token from the page Bot of your application (https://discord.com/developers/applications).'
const WEBHOOK_NEXT =
  'Copy it from the channel’s settings in Discord, Integrations, Webhooks: https://discord.com/api/webhooks/ID/TOKEN.'

/** Reads who we are in Discord; null where nobody said. */
export function readDiscord(env: Environment): DiscordSettings | readonly SettingMistake[] | null {
  const apiUrl = readApiUrl(env)
  const as = readIdentity(env)
  const mistakes = [apiUrl, as].filter(isMistake)
  if (isMistake(apiUrl) || isMistake(as)) return mistakes
  return as && { as, apiUrl: toWebhookOrigin(env) ?? apiUrl }
}

/** A webhook of a stand-in on this machine says itself where that is. */
function toWebhookOrigin(env: Environment): string | null {
  const url = URL.parse(getSetting(env, 'DISCORD_WEBHOOK_URL') ?? '')
  return url?.protocol === 'http:' ? `${url.origin}/api` : null
}

/** What of it nobody may see. */
export function listDiscordSecrets({ as }: DiscordSettings): readonly string[] {
  return [as.token]
}

function readIdentity(env: Environment): DiscordIdentity | SettingMistake | null {
  const token = getSetting(env, 'DISCORD_BOT_TOKEN')
  const url = getSetting(env, 'DISCORD_WEBHOOK_URL')
  if (token !== null && url !== null) {
    const next = 'Keep the bot, which can do more, or the webhook, which may do less.'
    return createSettingMistake('DISCORD_WEBHOOK_URL', 'is set, and so is DISCORD_BOT_TOKEN.', next)
  }
  if (url !== null) return readWebhook(url, env)
  if (getSetting(env, 'DISCORD_WEBHOOK_CHANNEL') !== null) {
    const next = 'Set both or neither. A bot finds its channels on its own.'
    return createSettingMistake('DISCORD_WEBHOOK_CHANNEL', "is set, but DISCORD_WEBHOOK_URL isn't.", next)
  }
  return token === null ? null : readToken(token)
}

function readToken(token: string): DiscordIdentity | SettingMistake {
  const createMistakeHere = (what: string) => createSettingMistake('DISCORD_BOT_TOKEN', what, BOT_NEXT)
  if (/^bot\s/i.test(token)) return createMistakeHere("begins with `Bot`, which isn't part of the token.")
  if (!/^[\w-]{10,}\.[\w-]{4,}\.[\w-]{20,}$/.test(token)) return createMistakeHere("isn't a bot token.")
  return { kind: 'bot', token }
}

function readWebhook(text: string, env: Environment): DiscordIdentity | SettingMistake {
  const createMistakeHere = (what: string) => createSettingMistake('DISCORD_WEBHOOK_URL', what, WEBHOOK_NEXT)
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null) return createMistakeHere("isn't a URL.")
  const isDiscord = url.protocol === 'https:' && url.port === '' && HOSTS.includes(url.hostname)
  const isHere = url.protocol === 'http:' && isLoopback(url.hostname)
  if (!isDiscord && !isHere) return createMistakeHere("doesn't point to Discord.")
  const [, id, token] = WEBHOOK_PATH.exec(url.pathname) ?? []
  const hasMore = url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== ''
  if (id === undefined || token === undefined || hasMore) return createMistakeHere("isn't a webhook URL.")
  const channel = (getSetting(env, 'DISCORD_WEBHOOK_CHANNEL') ?? CHANNEL).replace(/^#/, '')
  return { kind: 'webhook', id, token, channel }
}

/** Another Discord than the real one stands on this machine: tokens leave it for nobody else. */
function readApiUrl(env: Environment): string | SettingMistake {
  const text = getSetting(env, 'DISCORD_API_URL')
  if (text === null) return API
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol === 'http:' && isLoopback(url.hostname)) return text.replace(/\/+$/, '')
  const next = 'Remove it. It is only for a stand-in of Discord on 127.0.0.1.'
  return createSettingMistake('DISCORD_API_URL', "isn't on this machine.", next)
}
