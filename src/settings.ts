import { homedir } from 'node:os'
import { join } from 'node:path'
import type { KeyChoice } from './git/signing/signing-key.ts'
import { type GitHubUrls, readGitHubUrl } from './github-url.ts'
import type { WebhookSecrets } from './http/webhooks/github/verify-signature.ts'
import { LOG_LEVELS, type LogLevel } from './logging/level.ts'
import { type ConnectionSettings, listConnectionSecrets, readConnections } from './settings/connections.ts'
import { type DiscordSettings, listDiscordSecrets, readDiscord } from './settings/discord.ts'
import { type Environment, getSetting, readWhole, readWord } from './settings/environment.ts'
import { type LinkingSettings, readLinking } from './settings/linking.ts'
import { createSettingMistake, isMistake, isMistakeList, type SettingMistake } from './settings/mistake.ts'
import { readPrivateKey } from './settings/private-key.ts'
import { findRefusedSettings } from './settings/refused.ts'
import { listSlackSecrets, readSlack, type SlackSettings } from './settings/slack.ts'
import { listTracingSecrets, readTracing, type TracingSettings } from './settings/tracing.ts'
import { readWebhookEndpoint, type WebhookEndpointSettings } from './settings/webhook-endpoint.ts'
import { readWebhookSecrets } from './settings/webhook-secrets.ts'
import type { StoreLocation } from './store/store-location.ts'

/** How the program is to run, whatever it runs against. */
export interface RunSettings {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  readonly logLevel: LogLevel
  /** Mirrors and computed things: deleting it loses nothing but time. */
  readonly cacheDir: string
  /** With what tags are signed: the key, and its format where its looks do not tell. */
  readonly signing: KeyChoice
  /** Whoever reads /metrics has to know it; null lets everybody read who reaches the port. */
  readonly metricsToken: string | null
  /** Where traces go; null traces nothing. */
  readonly tracing: TracingSettings | null
}

/** Who we are at GitHub. */
export interface AppSettings {
  readonly id: number
  /** PEM in PKCS#8. */
  readonly privateKey: string
  readonly webhookSecrets: WebhookSecrets
  readonly webhook: WebhookEndpointSettings
  readonly github: GitHubUrls
  /** Null where nobody can prove who they are on GitHub. */
  readonly linking: LinkingSettings | null
  /** Null where nothing is told or asked there. */
  readonly slack: SlackSettings | null
  /** The servers that rollouts are done with. */
  readonly connections: ConnectionSettings
  /** Null where nothing is told there. */
  readonly discord: DiscordSettings | null
}

/** The chats of an App that is told nowhere but on GitHub. */
export const NO_CHATS = { slack: null, discord: null } as const

/** How the log is written: as lines of JSON, or for a person at a terminal. */
const LOG_FORMATS = ['json', 'pretty'] as const

interface LogSettings {
  readonly logFormat: (typeof LOG_FORMATS)[number]
}

/** Without any of the App's settings, the sandbox; with all of them, the App. */
export type ProgramSettings =
  | (RunSettings & {
      readonly kind: 'sandbox' /** Null where nobody said. */
      readonly place: StoreLocation | null
    })
  | (RunSettings & { readonly kind: 'app'; readonly place: StoreLocation; readonly app: AppSettings })

export type Settings = ProgramSettings & LogSettings

type ReadSettings =
  | { readonly kind: 'right'; readonly settings: Settings }
  | { readonly kind: 'wrong'; readonly mistakes: readonly SettingMistake[] }

/** Any of these says that the App is meant. */
const APP_SETTINGS = [
  'APP_ID',
  'PRIVATE_KEY',
  'PRIVATE_KEY_PATH',
  'WEBHOOK_SECRET',
  'WEBHOOK_SECRET_PREVIOUS',
  'WEBHOOK_SECRET_PREVIOUS_UNTIL',
  'GITHUB_CLIENT_ID',
  'GITHUB_CLIENT_SECRET',
] as const

/**
 * Reads the settings from an environment, and the private key from the file that it names. All mistakes are found at
 * once; docs/running.md has every setting. NODE_ENV changes nothing: what is checked is checked everywhere.
 */
export function readSettings(env: Environment): ReadSettings {
  const run = readRun(env)
  const place = readPlace(env)
  const app = APP_SETTINGS.some((setting) => getSetting(env, setting) !== null) ? readApp(env) : null
  const mistakes = [run, place, app].flatMap(listMistakes)
  if (isMistakeList(run) || isMistake(place) || isMistakeList(app)) return { kind: 'wrong', mistakes }
  if (app === null) return { kind: 'right', settings: { kind: 'sandbox', ...run, place } }

  const folder = join(
    getSetting(env, 'XDG_STATE_HOME') ?? join(getHome(env), '.local', 'state'),
    'release-captain',
  )
  return {
    kind: 'right',
    settings: { kind: 'app', ...run, place: place ?? { kind: 'folder', path: folder }, app },
  }
}

/** What must never be seen of these settings, for the redactor. */
export function listSecrets(settings: ProgramSettings): readonly string[] {
  const { place, metricsToken } = settings
  const password = place?.kind === 'server' ? findPassword(place.url) : null
  const app = settings.kind === 'app' ? settings.app : null
  const webhook = app === null ? [] : [app.webhookSecrets.current, app.webhookSecrets.previous?.secret ?? '']
  const slack = app?.slack ? listSlackSecrets(app.slack) : []
  const discord = app?.discord ? listDiscordSecrets(app.discord) : []
  const client = app?.linking?.clientSecret ?? ''
  const chats = [...slack, ...discord]
  const servers = app ? listConnectionSecrets(app.connections) : []
  return [
    app?.privateKey ?? '',
    ...webhook,
    client,
    ...chats,
    ...servers,
    password ?? '',
    metricsToken ?? '',
    ...listTracingSecrets(settings.tracing),
  ].filter((secret) => secret !== '')
}

function readRun(env: Environment): (RunSettings & LogSettings) | readonly SettingMistake[] {
  const port = readWhole(env, 'PORT', { least: 0, most: 65_535, otherwise: 3000 })
  const logLevel = readWord(env, 'LOG_LEVEL', LOG_LEVELS)
  const logFormat = readWord(env, 'LOG_FORMAT', LOG_FORMATS)
  const format = readWord(env, 'SIGNING_FORMAT', ['gpg', 'ssh'])
  const key = readSigningKey(env)
  const metricsToken = readMetricsToken(env)
  const tracing = readTracing(env)
  const mistakes = [port, logLevel, logFormat, format, key, metricsToken, tracing].flatMap(listMistakes)
  if (
    isMistake(port) ||
    isMistake(logLevel) ||
    isMistake(logFormat) ||
    isMistake(format) ||
    isMistake(key) ||
    isMistake(metricsToken) ||
    isMistakeList(tracing)
  ) {
    return mistakes
  }
  const host = getSetting(env, 'HOST') ?? '127.0.0.1'
  const signing = { format, key }
  const log = { logLevel: logLevel ?? 'info', logFormat: logFormat ?? 'json' } as const
  return { host, port, ...log, cacheDir: getCacheDir(env), signing, metricsToken, tracing }
}

function readApp(env: Environment): AppSettings | readonly SettingMistake[] {
  const id = readAppId(env)
  const privateKey = readPrivateKey(env)
  const webhookSecrets = readWebhookSecrets(env)
  const webhook = readWebhookEndpoint(env)
  const refused = findRefusedSettings(env)
  const github = readGitHubUrl(env)
  const linking = readLinking(env)
  const slack = readSlack(env)
  const discord = readDiscord(env)
  const connections = readConnections(env)
  const mistakes = [
    id,
    privateKey,
    webhookSecrets,
    webhook,
    refused,
    github,
    linking,
    slack,
    discord,
    connections,
  ].flatMap(listMistakes)
  if (
    isMistake(id) ||
    isMistake(privateKey) ||
    isMistakeList(webhookSecrets) ||
    isMistakeList(webhook) ||
    refused.length > 0 ||
    isMistake(github) ||
    isMistakeList(linking) ||
    isMistakeList(slack) ||
    isMistakeList(discord) ||
    isMistake(connections)
  )
    return mistakes
  return { id, privateKey, webhookSecrets, webhook, github, linking, slack, discord, connections }
}

function readAppId(env: Environment): number | SettingMistake {
  const id = readWhole(env, 'APP_ID', { least: 1, most: Number.MAX_SAFE_INTEGER, otherwise: 0 })
  const next = 'Copy the number after “App ID” from the App’s page at GitHub.'
  if (id === 0) return createSettingMistake('APP_ID', 'is not set.', next)
  return isMistake(id) ? createSettingMistake('APP_ID', "isn't a number.", next) : id
}

function readPlace(env: Environment): StoreLocation | SettingMistake | null {
  const url = getSetting(env, 'DATABASE_URL')
  const path = getSetting(env, 'DATA_DIR')
  if (url === null) return path === null ? null : { kind: 'folder', path }
  if (path !== null) {
    return createSettingMistake(
      'DATABASE_URL',
      'is set, and so is DATA_DIR.',
      'Keep the one that should hold the record.',
    )
  }
  if (findPassword(url) !== null) return { kind: 'server', url }
  const next = 'Set DATABASE_URL=postgres://user:password@host:5432/database.'
  return createSettingMistake('DATABASE_URL', 'is not the URL of a PostgreSQL server.', next)
}

/** Empty where there is none; null for what is not the URL of a PostgreSQL server. */
function findPassword(url: string): string | null {
  if (!URL.canParse(url)) return null
  const { protocol, password } = new URL(url)
  const isDecodable = !/%(?![0-9a-f]{2})/i.test(password)
  return /^postgres(ql)?:$/.test(protocol) && isDecodable ? decodeURIComponent(password) : null
}

/** What begins with a dash would be an option of the program that signs. */
function readSigningKey(env: Environment): string | SettingMistake | null {
  const key = getSetting(env, 'SIGNING_KEY')
  if (key === null || !key.startsWith('-')) return key
  const next = 'Name a GPG key by its fingerprint, or an SSH key by its file.'
  return createSettingMistake('SIGNING_KEY', "isn't a signing key: it begins with a dash.", next)
}

function readMetricsToken(env: Environment): string | SettingMistake | null {
  const token = getSetting(env, 'METRICS_TOKEN')
  if (token === null || Buffer.byteLength(token) >= 16) return token
  return createSettingMistake(
    'METRICS_TOKEN',
    'is shorter than 16 bytes.',
    'Create one with `openssl rand -hex 16`.',
  )
}

/** XDG Base Directory Specification. */
function getCacheDir(env: Environment): string {
  const own = getSetting(env, 'RELEASE_CAPTAIN_CACHE')
  return own ?? join(getSetting(env, 'XDG_CACHE_HOME') ?? join(getHome(env), '.cache'), 'release-captain')
}

function getHome(env: Environment): string {
  return getSetting(env, 'HOME') ?? homedir()
}

function listMistakes(value: unknown): readonly SettingMistake[] {
  if (isMistakeList(value)) return value
  return isMistake(value) ? [value] : []
}
