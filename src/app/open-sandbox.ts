import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { type Clock, openClock } from '../../sandbox/clock.ts'
import { openSandboxDiscord, type SandboxDiscord } from '../../sandbox/discord/open.ts'
import { openSandboxGitHub, type SandboxGitHub } from '../../sandbox/github/open.ts'
import { openPage, type SandboxPage, type TourPace } from '../../sandbox/playground/page/open.ts'
import { tryPort } from '../../sandbox/playground/page/try-port.ts'
import { CHANNELS } from '../../sandbox/playground/stage/channels.ts'
import { setUpEmbargo } from '../../sandbox/playground/stage/embargo.ts'
import { PEOPLE } from '../../sandbox/playground/stage/people.ts'
import { type Stage, setUpStage } from '../../sandbox/playground/stage/set-up-stage.ts'
import { openProduction, type Production } from '../../sandbox/production/open.ts'
import { openSandboxSlack, type SandboxSlack } from '../../sandbox/slack/open.ts'
import { DEMO_FACTS } from '../demo/facts.ts'
import { makeDemoRepository } from '../demo/repository.ts'
import { makeSshKey } from '../git/signing/make-key.ts'
import { LINK_PATH } from '../http/oauth/oauth-callback.ts'
import { WEBHOOK_PATH } from '../http/routes.ts'
import { SLACK_PATH } from '../http/webhooks/slack/slack-endpoint.ts'
import { Refused } from '../release/refusal.ts'
import { PACE } from '../runtime/run.ts'
import type { AppSettings, RunSettings } from '../settings.ts'
import type { StoreLocation } from '../store/store-location.ts'
import { AS_INSTALLED } from './as-installed.ts'
import { type RunningApp, startApp } from './open-app.ts'
import { connectProduction, renderProductionConfig } from './sandbox/connect-production.ts'
import { renderEmbargoConfig } from './sandbox/embargo-config.ts'
import { createSandboxAppSettings } from './sandbox-app.ts'

export interface SandboxOptions extends RunSettings {
  /** Null keeps the record in a folder that goes with the sandbox. */
  readonly place: StoreLocation | null
  /** Milliseconds since 1970: where the world's clock starts. */
  readonly now: number
  readonly logs: { write(line: string): unknown }
  /** How fast the tour goes; for people, without a word. */
  readonly tour?: TourPace
}

/** What runs everywhere before the first release. */
const DEMO_VERSION = 'v2.0.0'
/** Between two looks for work, in milliseconds: the world's hours are seconds here. */
const TICK_MS = 250

/** A GitHub, a Slack and a Discord on this machine with a product and its people, the App at work, and a page to play on. */
export interface RunningSandbox {
  /** Where to look. */
  readonly url: string
  readonly app: RunningApp
  readonly github: SandboxGitHub
  readonly chats: SandboxChats
  readonly clock: Clock
  readonly production: Production
  readonly page: SandboxPage
  readonly stop: () => Promise<void>
}

interface SandboxChats {
  readonly slack: SandboxSlack
  readonly discord: SandboxDiscord
}

/** Starts the sandbox (design §2): nothing of it leaves this machine, and all of it is gone when it stops. */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const folder = await mkdtemp(join(tmpdir(), 'release-captain-sandbox-'))
  const opened: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true, maxRetries: 3 })]
  const stop = async () => {
    for (const close of opened.splice(0).reverse()) await close()
  }
  try {
    await requireFreePort(options.port)
    return { ...(await openSandboxWith(options, { folder, opened })), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** What is open is put away in the other order. */
interface OpenedChats {
  readonly folder: string
  readonly opened: (() => Promise<void>)[]
}

async function openSandboxWith(
  options: SandboxOptions,
  { folder, opened }: OpenedChats,
): Promise<Omit<RunningSandbox, 'stop'>> {
  const clock = openClock(options.now)
  // Nothing happens before somebody is there to hear it.
  clock.pauses()
  opened.push(async () => clock.stop())
  const chats = await openSandboxChats(clock, opened)
  const github = await openSandboxGitHub({ now: clock.now, app: AS_INSTALLED })
  opened.push(github.close)
  const set = await setUp(github, { clock, folder, slack: chats.slack })
  const production = await openProduction(clock, DEMO_VERSION)
  opened.push(production.close)
  const connections = await connectProduction(production, { folder, repository: set.stage.repository })
  opened.push(async () => set.stage.close())
  const app = await startApp({
    ...options,
    host: '127.0.0.1',
    port: 0,
    place: options.place ?? { kind: 'folder', path: join(folder, 'record') },
    cacheDir: join(folder, 'cache'),
    signing: set.key === null ? options.signing : { format: 'ssh', key: set.key },
    app: { ...createAppSettings(github, chats), connections },
    pace: { ...PACE, tick: TICK_MS },
    now: () => Math.floor(clock.now() / 1000),
    isRealTime: false,
  })
  opened.push(() => app.stop(5_000))
  github.app().sendsTo(app.url + WEBHOOK_PATH)
  github.app().callsBack(app.url + LINK_PATH)
  chats.slack.app().sendsTo(app.url + SLACK_PATH)
  const context = { github, chats, production, clock, stage: set.stage }
  const page = await openSandboxPage(options, { ...context, app })
  opened.push(page.close)
  clock.resumes()
  return { url: page.url, app, github, chats, clock, production, page }
}

async function openSandboxChats({ now }: Clock, opened: OpenedChats['opened']): Promise<SandboxChats> {
  const people = PEOPLE.map(({ login }) => ({ login }))
  const slack = await openSandboxSlack({ now, people, channels: CHANNELS })
  opened.push(slack.close)
  const discord = await openSandboxDiscord({ now })
  opened.push(discord.close)
  return { slack, discord }
}

/** @throws {Refused} when the port is taken */
async function openSandboxPage(
  { port, tour = {} }: SandboxOptions,
  {
    app,
    ...context
  }: {
    readonly github: SandboxGitHub
    readonly chats: SandboxChats
    readonly production: Production
    readonly clock: Clock
    readonly stage: Stage
    readonly app: RunningApp
  },
): Promise<SandboxPage> {
  const getAppStatus = () =>
    ({ state: 'ready', says: 'Release Captain is listening.', page: `${app.url}/releases` }) as const
  try {
    return await openPage({ ...context, port, tour, getAppStatus, isIdle: app.isIdle })
  } catch (error) {
    throw refusePort(port, error)
  }
}

/** Looks before the long way to the page. @throws {Refused} when the port is taken */
async function requireFreePort(port: number): Promise<void> {
  await tryPort(port).catch((error: unknown) => {
    throw refusePort(port, error)
  })
}

function refusePort(port: number, error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error)) return error
  const what = `Can't open the page at port ${port} (${String(error.code)}).`
  const next = 'Use another one: `npm start -- --port 0` takes any free port.'
  return new Refused({ kind: 'usage', what, next }, error)
}

interface SandboxSetup {
  readonly stage: Stage
  /** With what tags are signed; null where this machine cannot make a key. */
  readonly key: string | null
}

async function setUp(
  github: SandboxGitHub,
  given: { readonly clock: Clock; readonly folder: string; readonly slack: SandboxSlack },
): Promise<SandboxSetup> {
  const { clock, folder, slack } = given
  const demo = await makeDemoRepository(join(folder, 'product'))
  await github.repository('api', { from: demo.gitDir })
  const embargo = await setUpEmbargo(github, renderEmbargoConfig())
  const key = join(folder, 'signing-key')
  const isMade = await makeSshKey(key)
  await github.person('ada', { role: 'maintain' }).pushes({
    branch: 'main',
    message: 'ci: link the notes to where the product is, and say who is who',
    files: { [CONFIG_FILE]: renderConfig(slack, { isSigned: isMade }) },
  })
  const stage = await setUpStage(github, { clock, labels: listDemoLabels() })
  return { stage: { ...stage, embargo }, key: isMade ? key : null }
}

/**
 * The product's config says where its pages are on the day of its story; here they are elsewhere. The two maintainers are
 * known in Slack; whoever else is to be somebody there says `/release link`. Without a key there is no signature to ask
 * for, and a sandbox is no place to be kept from playing.
 */
function renderConfig(slack: SandboxSlack, { isSigned }: { readonly isSigned: boolean }): string {
  const maintainers = PEOPLE.filter(({ role }) => role === 'maintain')
  return `# Patch releases follow the process document as it stands.
channels:
  - { in: slack, channel: releases, audience: team }
  - { in: slack, channel: customers, audience: customers }
  - { in: slack, channel: security, audience: security }
  - { in: discord, channel: announcements, audience: public }
roles:
  security: { users: [ada, grace] }
# Who is who in Slack. Everybody else proves it with \`/release link\`.
people:
  slack:
${maintainers.map(({ login }) => `    ${slack.person(login)}: ${login}\n`).join('')}${isSigned ? '' : 'tag:\n  sign: optional\n'}${renderProductionConfig()}`
}

const CONFIG_FILE = '.github/release-captain.yml'

const facts = z.object({
  changes: z.record(
    z.string(),
    z.object({
      labels: z.array(z.string()).default([]),
      issues: z.array(z.object({ number: z.int(), labels: z.array(z.string()).default([]) })).default([]),
    }),
  ),
})

/** What the demo's facts file states of labels, for GitHub to show them. */
function listDemoLabels(): Record<number, readonly string[]> {
  const { changes } = facts.parse(parse(DEMO_FACTS))
  const labels: Record<number, readonly string[]> = {}
  for (const [id, change] of Object.entries(changes)) {
    labels[Number(id.replace('#', ''))] = change.labels
    for (const issue of change.issues) labels[issue.number] = issue.labels
  }
  return labels
}

function createAppSettings(github: SandboxGitHub, { slack, discord }: SandboxChats): AppSettings {
  const { clientId, clientSecret } = github.app()
  const { botToken, signingSecret } = slack.app()
  return {
    ...createSandboxAppSettings(github),
    linking: { clientId, clientSecret, publicUrl: null },
    slack: { botToken, apiUrl: slack.apiUrl, endpoint: { kind: 'door', signingSecret } },
    discord: { as: { kind: 'bot', token: discord.bot.token }, apiUrl: discord.url },
  }
}
