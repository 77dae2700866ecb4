import { readFileSync, statSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { type Environment, getSetting } from './environment.ts'
import { createSettingMistake, isMistake, type SettingMistake } from './mistake.ts'

const SETTING = 'CONNECTIONS_FILE'

const name = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
const repository = z.string().regex(/^[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+$/)
/** Whose policies may use a connection: what a policy says opens nothing that isn't for its repository. */
const repositories = z.array(repository).min(1).readonly()
const secret = z.string().min(16)
const url = z.url({ protocol: /^https?$/ }).refine((text) => isAllowed(text))
const named = { name, repositories }
/** As images name it: `ghcr.io`, `registry.godel.example:5000`. */
const registryHost = z.string().regex(/^[a-z0-9.-]+(?::\d{1,5})?$/)

/** Secrets go over TLS alone, but on this machine. */
function isAllowed(text: string): boolean {
  const { protocol, hostname, username, password } = new URL(text)
  return (protocol === 'https:' || hostname === '127.0.0.1') && username === '' && password === ''
}

const cluster = z.union([
  z.literal('in-cluster').transform(() => ({ kind: 'in-cluster' }) as const),
  z
    .strictObject({ kubeconfig: z.string().min(1), context: z.string().min(1).nullable().default(null) })
    .transform(({ kubeconfig: file, context }) => ({ kind: 'kubeconfig', file, context }) as const),
])

const deployer = z.discriminatedUnion('kind', [
  z
    .strictObject({
      ...named,
      kind: z.literal('kubernetes'),
      cluster,
      /** The only namespaces that a policy may name. */
      namespaces: z.array(z.string().min(1)).min(1).readonly(),
    })
    .readonly(),
  z.strictObject({ ...named, kind: z.literal('http-request'), url, secret }).readonly(),
  z.strictObject({ ...named, kind: z.literal('gate-server'), token: secret }).readonly(),
])

const bearer = z
  .strictObject({ token: secret })
  .transform(({ token }) => ({ kind: 'bearer', token }) as const)
const basic = z
  .strictObject({ username: z.string().min(1), password: secret })
  .transform(({ username, password }) => ({ kind: 'basic', username, password }) as const)

const schema = z
  .strictObject({
    deployers: z.array(deployer).readonly().default([]),
    prometheus: z
      .array(z.strictObject({ ...named, url, login: z.union([bearer, basic]).optional() }).readonly())
      .readonly()
      .default([]),
    alertmanagers: z
      .array(z.strictObject({ ...named, login: z.union([bearer, basic]) }).readonly())
      .readonly()
      .default([]),
    mail: z
      .array(
        z
          .strictObject({ repositories, url: z.string().regex(/^smtps?:\/\//), from: z.string().min(3) })
          .readonly(),
      )
      .readonly()
      .default([]),
    statusPages: z
      .array(
        z.discriminatedUnion('kind', [
          z
            .strictObject({
              repositories,
              kind: z.literal('statuspage'),
              url: url.default('https://api.statuspage.io'),
              pageId: z.string().min(1),
              apiKey: secret,
            })
            .readonly(),
          z.strictObject({ repositories, kind: z.literal('webhook'), url, secret }).readonly(),
        ]),
      )
      .readonly()
      .default([]),
    forums: z
      .array(
        z
          .strictObject({
            repositories,
            kind: z.literal('discourse'),
            url,
            apiKey: secret,
            username: z.string().min(1),
          })
          .readonly(),
      )
      .readonly()
      .default([]),
    /** Servers that hear of every event, or of some types of events. */
    webhooks: z
      .array(
        z
          .strictObject({
            ...named,
            url,
            secret,
            events: z.array(z.string().min(1)).min(1).readonly().nullable().default(null),
          })
          .readonly(),
      )
      .readonly()
      .default([]),
    /** Logins of image registries that answer nobody without one. */
    registries: z
      .array(
        z
          .strictObject({ repositories, host: registryHost, username: z.string().min(1), password: secret })
          .readonly(),
      )
      .readonly()
      .default([]),
    social: z
      .array(
        z.discriminatedUnion('kind', [
          z.strictObject({ repositories, kind: z.literal('mastodon'), url, token: secret }).readonly(),
          z
            .strictObject({
              repositories,
              kind: z.literal('x'),
              appKey: z.string().min(1),
              appSecret: secret,
              accessToken: z.string().min(1),
              accessSecret: secret,
            })
            .readonly(),
        ]),
      )
      .readonly()
      .default([]),
  })
  .readonly()

/** The servers that rollouts are done with, each with the repositories that may use it. */
export type ConnectionSettings = z.output<typeof schema>

/** Nothing is set up. */
export const NO_CONNECTIONS: ConnectionSettings = schema.parse({})

const NEXT = 'docs/running.md shows every key of the file.'

/** Reads the file that CONNECTIONS_FILE names; without it nothing is set up. It has secrets, so nobody else may read it. */
export function readConnections(env: Environment): ConnectionSettings | SettingMistake {
  const path = getSetting(env, SETTING)
  if (path === null) return NO_CONNECTIONS
  const text = readOwnFile(path)
  return isMistake(text) ? text : parseConnections(text)
}

/** Parses the text of the file. A mistake names its key and never its value, which may be a secret. */
export function parseConnections(text: string): ConnectionSettings | SettingMistake {
  const read = schema.safeParse(parseYaml(text))
  if (read.success) return read.data
  const [first] = read.error.issues
  const key = first?.path.join('.') || 'the file'
  return createSettingMistake(SETTING, `names a file that isn't right at \`${key}\`.`, NEXT)
}

/** Null where it isn't YAML: no settings either. */
function parseYaml(text: string): unknown {
  try {
    return parse(text)
  } catch {
    return null
  }
}

function readOwnFile(path: string): string | SettingMistake {
  try {
    const { mode } = statSync(path)
    if ((mode & 0o077) === 0) return readFileSync(path, 'utf8')
    return createSettingMistake(SETTING, 'names a file that others may read.', `Run \`chmod 600 ${path}\`.`)
  } catch {
    return createSettingMistake(
      SETTING,
      "names a file that can't be read.",
      `Check that ${path} exists and belongs to this user.`,
    )
  }
}

/** Lists what must never be seen of these settings, for the redactor. */
export function listConnectionSecrets(settings: ConnectionSettings): readonly string[] {
  const { deployers, prometheus, alertmanagers, mail, statusPages, forums, social, webhooks, registries } =
    settings
  return [
    ...deployers.flatMap((one) => {
      if (one.kind === 'http-request') return [one.secret]
      return one.kind === 'gate-server' ? [one.token] : []
    }),
    ...[...prometheus, ...alertmanagers].flatMap(({ login }) => {
      if (login === undefined) return []
      return [login.kind === 'bearer' ? login.token : login.password]
    }),
    ...mail.map((one) => decodeURIComponent(new URL(one.url).password)),
    ...statusPages.map((one) => (one.kind === 'statuspage' ? one.apiKey : one.secret)),
    ...forums.map(({ apiKey }) => apiKey),
    ...webhooks.map((one) => one.secret),
    ...registries.map(({ password }) => password),
    ...social.flatMap((one) => (one.kind === 'mastodon' ? [one.token] : [one.appSecret, one.accessSecret])),
  ]
}
