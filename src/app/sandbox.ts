import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { DEMO_FACTS } from '../demo/facts.ts'
import { makeDemoRepository } from '../demo/repository.ts'
import { makeSshKey } from '../git/signing/make-key.ts'
import { Refused } from '../release/refusal.ts'
import { type Clock, openClock } from '../sandbox/clock.ts'
import { type GitHub, openGitHub } from '../sandbox/github/open.ts'
import { openPage, type Page } from '../sandbox/page/open.ts'
import { type Stage, stage } from '../sandbox/stage.ts'
import type { RunSettings } from '../settings.ts'
import type { Place } from '../store/place.ts'
import { LINK_PATH } from '../web/linking/route.ts'
import { WEBHOOK_PATH } from '../web/routes.ts'
import { type RunningApp, startApp } from './app.ts'
import { AS_INSTALLED } from './as-installed.ts'

export interface SandboxOptions extends RunSettings {
  /** Null keeps the record in a folder that goes with the sandbox. */
  readonly place: Place | null
  /** Milliseconds since 1970: where the world's clock starts. */
  readonly now: number
  readonly logs: { write(line: string): unknown }
}

/** A GitHub on this machine with a product and its people, the App at work on it, and a page to play on. */
export interface RunningSandbox {
  /** Where to look. */
  readonly url: string
  readonly app: RunningApp
  readonly github: GitHub
  readonly clock: Clock
  readonly stop: () => Promise<void>
}

/** Starts the sandbox (design §2): nothing of it leaves this machine, and all of it is gone when it stops. */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const folder = await mkdtemp(join(tmpdir(), 'release-captain-sandbox-'))
  const opened: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true, maxRetries: 3 })]
  const stop = async () => {
    for (const close of opened.splice(0).reverse()) await close()
  }
  try {
    return { ...(await open(options, { folder, opened })), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** What is open is put away in the other order. */
interface Opened {
  readonly folder: string
  readonly opened: (() => Promise<void>)[]
}

async function open(
  options: SandboxOptions,
  { folder, opened }: Opened,
): Promise<Omit<RunningSandbox, 'stop'>> {
  const clock = openClock(options.now)
  // Nothing happens before somebody is there to hear it.
  clock.pauses()
  opened.push(async () => clock.stop())
  const github = await openGitHub({ now: clock.now, app: AS_INSTALLED })
  opened.push(github.close)
  const set = await setUp(github, { clock, folder })
  opened.push(async () => set.stage.close())
  const app = await startApp({
    ...options,
    host: '127.0.0.1',
    port: 0,
    place: options.place ?? { kind: 'folder', path: join(folder, 'record') },
    cacheDir: join(folder, 'cache'),
    signing: set.key === null ? options.signing : { format: 'ssh', key: set.key },
    app: appOf(github),
    now: () => Math.floor(clock.now() / 1000),
  })
  opened.push(() => app.stop(5_000))
  github.app().sendsTo(app.url + WEBHOOK_PATH)
  github.app().callsBack(app.url + LINK_PATH)
  const page = await pageOf(options, { github, clock, stage: set.stage })
  opened.push(page.close)
  clock.resumes()
  return { url: page.url, app, github, clock }
}

/** @throws {Refused} when the port is taken */
async function pageOf(
  { port }: SandboxOptions,
  scenery: { readonly github: GitHub; readonly clock: Clock; readonly stage: Stage },
): Promise<Page> {
  const appStatus = () => ({ state: 'ready', says: 'Release Captain listens.' }) as const
  try {
    return await openPage({ ...scenery, port, appStatus })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    const what = `The page cannot be opened at port ${port} (${String(error.code)}).`
    throw new Refused(
      { kind: 'usage', what, next: 'Take another one: `npm start -- --port 0` takes any that is free.' },
      error,
    )
  }
}

interface SetUp {
  readonly stage: Stage
  /** With what tags are signed; null where this machine cannot make a key. */
  readonly key: string | null
}

async function setUp(
  github: GitHub,
  { clock, folder }: { readonly clock: Clock; readonly folder: string },
): Promise<SetUp> {
  const demo = await makeDemoRepository(join(folder, 'product'))
  await github.repository('api', { from: demo.gitDir })
  const key = join(folder, 'signing-key')
  const isMade = await makeSshKey(key)
  await atHome(github, { isSigned: isMade })
  return { stage: await stage(github, { clock, labels: labelsOfDemo() }), key: isMade ? key : null }
}

/**
 * The product's config says where its pages are on the day of its story; here they are elsewhere. Without a key there is
 * no signature to ask for, and a sandbox is no place to be kept from playing.
 */
async function atHome(github: GitHub, { isSigned }: { readonly isSigned: boolean }): Promise<void> {
  const process = '# Patch releases follow the process document as it stands.\n'
  await github.person('ada', { role: 'maintain' }).pushes({
    branch: 'main',
    message: 'ci: link the notes to where the product is',
    files: { [CONFIG_FILE]: isSigned ? process : `${process}tag:\n  sign: optional\n` },
  })
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
function labelsOfDemo(): Record<number, readonly string[]> {
  const { changes } = facts.parse(parse(DEMO_FACTS))
  const labels: Record<number, readonly string[]> = {}
  for (const [id, change] of Object.entries(changes)) {
    labels[Number(id.replace('#', ''))] = change.labels
    for (const issue of change.issues) labels[issue.number] = issue.labels
  }
  return labels
}

function appOf(github: GitHub) {
  const { id, privateKey, webhookSecret, clientId, clientSecret } = github.app()
  return {
    id,
    privateKey,
    webhookSecrets: { current: webhookSecret, previous: null },
    github: { web: github.url, api: github.url },
    linking: { clientId, clientSecret, publicUrl: null },
    slack: null,
    discord: null,
  }
}
