import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { openSandboxDiscord, type SandboxDiscord } from '../../../sandbox/discord/open.ts'
import { openSandboxGitHub, type SandboxGitHub } from '../../../sandbox/github/open.ts'
import type { StoredIssue } from '../../../sandbox/github/state.ts'
import { openSandboxSlack, type SandboxSlack } from '../../../sandbox/slack/open.ts'
import { AS_INSTALLED } from '../../../src/app/as-installed.ts'
import { type RunningApp, startApp } from '../../../src/app/open-app.ts'
import type { OperatedApp } from '../../../src/app/operator/operated-app.ts'
import { createSandboxAppSettings } from '../../../src/app/sandbox-app.ts'
import { makeDemoRepository } from '../../../src/demo/repository.ts'
import { makeSshKey } from '../../../src/git/signing/make-key.ts'
import { LINK_PATH } from '../../../src/http/oauth/oauth-callback.ts'
import { WEBHOOK_PATH } from '../../../src/http/routes.ts'
import { SLACK_PATH } from '../../../src/http/webhooks/slack/slack-endpoint.ts'
import type { Pace } from '../../../src/runtime/run.ts'
import type { ConnectionSettings } from '../../../src/settings/connections.ts'
import type { TracingSettings } from '../../../src/settings/tracing.ts'
import type { AppSettings } from '../../../src/settings.ts'
import { freshPlace } from '../../store/places.ts'
import { closeAfterFile, closeAfterTest } from '../close-after.ts'

/** A GitHub with the demo product, its people, and the App at work on it. */
export interface AppWorld {
  readonly github: SandboxGitHub
  readonly app: RunningApp
  readonly replicas: readonly RunningApp[]
  /** Where chats were asked for. @throws {Error} elsewhere */
  readonly chats: () => WorldChats
  readonly folder: string
  /** Moves the world's clock on. */
  readonly passes: (seconds: number) => void
  readonly now: () => number
  /** Waits until what is asked for is there, and says what it was. */
  readonly until: <T>(what: string | (() => string), look: () => T | null | undefined | false) => Promise<T>
  /** An issue or pull request as it is. */
  readonly issue: (number: number) => StoredIssue
  /** The tracking issue of a version, once it is there. */
  readonly trackingIssue: (version: string) => Promise<StoredIssue>
  /** Ends the App and starts it again on the same record, so many seconds of the world's clock later. */
  readonly restart: (down?: number) => Promise<void>
  /** Ends the App, does something with what an operator has of it, and starts it again on the same record. */
  readonly offline: <T>(work: (app: OperatedApp) => Promise<T>) => Promise<T>
  /** Stops the App in the middle of what it does, and starts it again on the same record. */
  readonly crash: () => Promise<void>
}

/** The chats of a world. */
export interface WorldChats {
  readonly slack: SandboxSlack
  readonly discord: SandboxDiscord
}

/** Slow rounds: a test that needs one says so. */
const PACE: Pace = { tick: 1_000, reconcile: 3_600_000 }
const START = Date.parse('2026-02-10T09:00:00Z')
/** Generous: other tests run beside this one. */
const PATIENCE_MS = 45_000

export interface AppWorldOptions {
  /** Until when it is there; a file's tests may share one that they do not disturb. The test, without a word. */
  readonly lasts?: 'test' | 'file'
  /** What there is on GitHub before the App looks: the demo product, without a word. */
  readonly product?: 'demo' | 'none'
  readonly config?: string
  /** A Slack and a Discord as well. */
  readonly chats?: boolean
  /** When its clock starts, in milliseconds since 1970. */
  readonly startsAt?: number
  /** Milliseconds between two looks for what is due; a second, without a word. */
  readonly tick?: number
  /** The servers that rollouts are done with. */
  readonly connections?: ConnectionSettings
  /** Hears every line of the log, of every level; the errors in it don't fail the test then. */
  readonly hears?: (line: string) => void
  /** Sees what the App sends to its chats. */
  readonly sees?: (
    chat: 'slack' | 'discord',
    request: { readonly path: string; readonly body: string },
  ) => void
  /** Where traces go; nowhere, without a word. */
  readonly traces?: TracingSettings
  /** More programs on the same record, which takes a PostgreSQL. GitHub posts to the first. */
  readonly replicas?: number
  /** What main has besides the demo's history before the App looks. */
  readonly prepare?: (github: SandboxGitHub) => Promise<void>
}

/** Starts all of it. It is put away after the test, and what the App wrote down as an error fails it. */
export async function openAppWorld(options: AppWorldOptions = {}): Promise<AppWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'app-world-'))
  const time = { now: options.startsAt ?? START }
  const running = { since: performance.now() }
  const now = () => time.now + (performance.now() - running.since)
  const github = await openSandboxGitHub({ now, app: AS_INSTALLED })
  if (options.product !== 'none') await bringDemo(github, folder)
  if (options.config !== undefined)
    await github.person('ada').pushes({
      branch: 'main',
      message: 'ci: configure the release',
      files: { '.github/release-captain.yml': options.config },
    })
  await options.prepare?.(github)
  const key = join(folder, 'signing-key')
  await makeSshKey(key)
  const place = await freshPlace()
  const errors: string[] = []
  const chats = options.chats ? await openChats(now, options.sees) : null
  const start = async (cache = 'cache') => {
    const { clientId, clientSecret, sendsTo, callsBack } = github.app()
    const app = await startApp({
      place,
      host: '127.0.0.1',
      port: 0,
      logLevel: options.hears ? 'trace' : 'error',
      cacheDir: join(folder, cache),
      signing: { format: 'ssh', key },
      metricsToken: null,
      tracing: options.traces ?? null,
      app: {
        ...createSandboxAppSettings(github),
        ...(options.connections ? { connections: options.connections } : {}),
        linking: { clientId, clientSecret, publicUrl: null },
        ...settingsOf(chats),
      },
      now: () => Math.floor(now() / 1000),
      isRealTime: false,
      logs: { write: options.hears ?? ((line: string) => errors.push(line)) },
      pace: { ...PACE, ...(options.tick === undefined ? {} : { tick: options.tick }) },
    })
    if (cache !== 'cache') return app
    sendsTo(app.url + WEBHOOK_PATH)
    callsBack(app.url + LINK_PATH)
    chats?.slack.app().sendsTo(app.url + SLACK_PATH)
    return app
  }
  let app = await start()
  const replicas: RunningApp[] = []
  while (replicas.length < (options.replicas ?? 0)) replicas.push(await start(`cache-${replicas.length + 1}`))
  const closeAfter = options.lasts === 'file' ? closeAfterFile : closeAfterTest
  closeAfter(async () => {
    for (const one of [app, ...replicas]) await one.stop(5_000)
    await github.close()
    await chats?.slack.close()
    await chats?.discord.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    expect(errors).toEqual([])
  })
  const issue = (number: number): StoredIssue => {
    const [repository] = github.world.repositories.values()
    const found = repository?.issues.find((one) => one.number === number)
    if (!found) throw new Error(`there is no #${number}`)
    return found
  }
  const until: AppWorld['until'] = async (what, look) => {
    const begun = performance.now()
    for (;;) {
      const found = look()
      if (found !== null && found !== undefined && found !== false) return found
      if (performance.now() - begun > PATIENCE_MS)
        throw new Error(`waited in vain for ${typeof what === 'string' ? what : what()}\n${errors.join('')}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  return {
    github,
    get app() {
      return app
    },
    replicas,
    folder,
    chats: () => {
      if (!chats) throw new Error('This world was asked for without chats.')
      return chats
    },
    passes: (seconds) => {
      time.now += seconds * 1000
    },
    now,
    until,
    issue,
    trackingIssue: (version) =>
      until(`the tracking issue of ${version}`, () => {
        const [repository] = github.world.repositories.values()
        return repository?.issues.find(({ title, pull }) => pull === null && title === `Release ${version}`)
      }),
    restart: async (down = 0) => {
      await app.stop(5_000)
      time.now += down * 1000
      app = await start()
    },
    offline: async (work) => {
      await app.stop(5_000)
      const settings = createSandboxAppSettings(github)
      const seconds = () => Math.floor(now() / 1000)
      const done = await work({ place, cacheDir: join(folder, 'cache'), app: settings, now: seconds })
      app = await start()
      return done
    },
    crash: async () => {
      await app.stop(0)
      app = await start()
    },
  }
}

async function openChats(now: () => number, sees: AppWorldOptions['sees']): Promise<WorldChats> {
  const people = ['ada', 'grace', 'linus', 'mallory'].map((login) => ({ login }))
  const guests = [{ login: 'gus', kind: 'guest' }] as const
  return {
    slack: await openSandboxSlack({
      now,
      people: [...people, ...guests],
      sees: (request) => sees?.('slack', request),
    }),
    discord: await openSandboxDiscord({ now, sees: (request) => sees?.('discord', request) }),
  }
}

function settingsOf(chats: WorldChats | null): Pick<AppSettings, 'slack' | 'discord'> {
  if (!chats) return { slack: null, discord: null }
  const { slack, discord } = chats
  const { botToken, signingSecret } = slack.app()
  return {
    slack: { botToken, apiUrl: slack.apiUrl, endpoint: { kind: 'door', signingSecret } },
    discord: { as: { kind: 'bot', token: discord.bot.token }, apiUrl: discord.url },
  }
}

async function bringDemo(github: SandboxGitHub, folder: string): Promise<void> {
  const demo = await makeDemoRepository(join(folder, 'product'))
  await github.repository('api', { from: demo.gitDir })
  await github.remembers({ labels: {}, checks: [] })
  for (const login of ['ada', 'grace']) github.person(login, { role: 'maintain' })
  github.person('linus', { role: 'write' })
  github.person('mallory', { role: 'read' })
}
