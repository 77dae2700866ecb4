import { isLoopback } from '../github-url.ts'
import { type Environment, getSetting } from './environment.ts'
import { createSettingMistake, isMistake, type SettingMistake } from './mistake.ts'

/** Who we are in Slack, and how Slack reaches us. */
export interface SlackSettings {
  readonly botToken: string
  readonly endpoint: SlackEndpointSettings
  /** Another than Slack's own, on this machine: `http://127.0.0.1:4000/api/`; null for Slack's own. */
  readonly apiUrl: string | null
}

/** Slack posts to our door, which any number of replicas may stand behind; or we hold a connection to Slack. */
type SlackEndpointSettings =
  | { readonly kind: 'door'; readonly signingSecret: string }
  | { readonly kind: 'socket'; readonly appToken: string }

const SETTINGS = ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN'] as const
const NEXT = {
  SLACK_BOT_TOKEN:
    'Copy the “Bot User OAuth Token” (xoxb-…) from the page “OAuth & Permissions” of the App at https://api.slack.com/apps.',
  SLACK_SIGNING_SECRET: 'Copy the “Signing Secret” from the page “Basic Information” of the App.',
  SLACK_APP_TOKEN:
    'Create one (xapp-…) with the scope `connections:write` on the page “Basic Information”, App-Level Tokens.',
} as const

/** Reads who we are in Slack; null where nobody said. */
export function readSlack(env: Environment): SlackSettings | readonly SettingMistake[] | null {
  const apiUrl = readApiUrl(env)
  if (SETTINGS.every((setting) => getSetting(env, setting) === null))
    return isMistake(apiUrl) ? [apiUrl] : null
  const botToken = readToken(env, 'SLACK_BOT_TOKEN', /^xoxb-[\w-]{10,}$/)
  const endpoint = readEndpoint(env)
  const mistakes = [apiUrl, botToken, endpoint].filter(isMistake)
  if (isMistake(apiUrl) || isMistake(botToken) || isMistake(endpoint)) return mistakes
  return { botToken, endpoint, apiUrl }
}

/** What of it nobody may see. */
export function listSlackSecrets({ botToken, endpoint }: SlackSettings): readonly string[] {
  return [botToken, endpoint.kind === 'door' ? endpoint.signingSecret : endpoint.appToken]
}

function readEndpoint(env: Environment): SlackEndpointSettings | SettingMistake {
  const hasSecret = getSetting(env, 'SLACK_SIGNING_SECRET') !== null
  const hasToken = getSetting(env, 'SLACK_APP_TOKEN') !== null
  if (hasSecret && hasToken) {
    const next = "Keep the signing secret if Slack can reach this server, or the app token if it can't."
    return createSettingMistake('SLACK_APP_TOKEN', 'is set, and so is SLACK_SIGNING_SECRET.', next)
  }
  if (hasToken) {
    const appToken = readToken(env, 'SLACK_APP_TOKEN', /^xapp-[\w-]{10,}$/)
    return isMistake(appToken) ? appToken : { kind: 'socket', appToken }
  }
  const signingSecret = readToken(env, 'SLACK_SIGNING_SECRET', /^[0-9a-f]{32,}$/)
  return isMistake(signingSecret) ? signingSecret : { kind: 'door', signingSecret }
}

function readToken(
  env: Environment,
  setting: (typeof SETTINGS)[number],
  looks: RegExp,
): string | SettingMistake {
  const value = getSetting(env, setting)
  if (value === null) return createSettingMistake(setting, 'is not set.', NEXT[setting])
  return looks.test(value)
    ? value
    : createSettingMistake(setting, "doesn't look like a Slack token.", NEXT[setting])
}

/** Another Slack than the real one stands on this machine: tokens leave it for nobody else. */
function readApiUrl(env: Environment): string | SettingMistake | null {
  const text = getSetting(env, 'SLACK_API_URL')
  if (text === null) return null
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol === 'http:' && isLoopback(url.hostname)) return text
  const next = 'Remove it. It is only for a stand-in of Slack on 127.0.0.1.'
  return createSettingMistake('SLACK_API_URL', "isn't on this machine.", next)
}
