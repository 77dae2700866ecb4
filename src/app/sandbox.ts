import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { DEMO_FACTS } from '../demo/facts.ts'
import { makeDemoRepository } from '../demo/repository.ts'
import { makeSshKey } from '../git/signing/make-key.ts'
import { type Clock, openClock } from '../sandbox/clock.ts'
import { type GitHub, openGitHub } from '../sandbox/github/open.ts'
import { openPage, type Page } from '../sandbox/page/open.ts'
import { type Stage, stage } from '../sandbox/stage.ts'
import type { RunSettings } from '../settings.ts'
import type { Place } from '../store/place.ts'
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
  const clock = openClock(options.now)
  const github = await openGitHub({ now: clock.now, app: AS_INSTALLED })
  const set = await setUp(github, { clock, folder })
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
  github.app().sendsTo(app.url + WEBHOOK_PATH)
  const page = await openPage({ github, clock, stage: set.stage, port: options.port })
  return { url: page.url, app, github, clock, stop: () => stop({ folder, page, app, github, set }) }
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
  // Without a key there is no signature to ask for, and a sandbox is no place to be kept from playing.
  if (!isMade) await allowUnsigned(github)
  return { stage: await stage(github, { clock, labels: labelsOfDemo() }), key: isMade ? key : null }
}

async function allowUnsigned(github: GitHub): Promise<void> {
  await github.person('ada').pushes({
    branch: 'main',
    message: 'ci: let tags be unsigned where there is no key',
    files: { '.github/release-captain.yml': 'tag:\n  sign: optional\n' },
  })
}

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
  const { id, privateKey, webhookSecret } = github.app()
  return {
    id,
    privateKey,
    webhookSecrets: { current: webhookSecret, previous: null },
    github: { web: github.url, api: github.url },
  }
}

interface Parts {
  readonly folder: string
  readonly page: Page
  readonly app: RunningApp
  readonly github: GitHub
  readonly set: SetUp
}

async function stop({ folder, page, app, github, set }: Parts): Promise<void> {
  set.stage.close()
  await page.close()
  await app.stop(5_000)
  await github.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
}
