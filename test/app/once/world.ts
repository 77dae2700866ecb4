import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AS_INSTALLED } from '../../../src/app/as-installed.ts'
import { makeSshKey } from '../../../src/git/signing/make-key.ts'
import { type GitHub, openGitHub } from '../../../src/sandbox/github/open.ts'
import type { Issue, Repository } from '../../../src/sandbox/github/state.ts'
import type { Place } from '../../../src/store/place.ts'
import { WEBHOOK_PATH } from '../../../src/web/routes.ts'
import { type Course, timeIn } from './clock.ts'
import { makeProduct, type Product } from './product.ts'
import type { AppAtWork, RunApp } from './run-app.ts'

/** A GitHub with a product to release, and the App, which may end and begin again at any time. */
export interface OnceWorld extends AsyncDisposable {
  readonly github: GitHub
  readonly repository: Repository
  readonly product: Product
  /** Starts the App on its record, and tells GitHub where it listens. */
  readonly starts: () => Promise<void>
  /** Ends it. Webhooks fail until it is started again. */
  readonly ends: () => Promise<void>
  /** Waits until what is looked for is there. */
  readonly until: Until
  /** Issues and pull requests, as GitHub has them now. */
  readonly issue: (is: (issue: Issue) => boolean) => Issue | undefined
  /** What the App wrote to its log. */
  readonly lines: readonly string[]
}

export type Until = <T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
) => Promise<T>

export interface OnceOptions {
  readonly run: RunApp
  /** Where the record is; a folder of the world's own unless told otherwise. */
  readonly place?: Place
}

/** A minute of the world passes in a second, so that nobody waits for limits, pauses and attempts. */
const SPEED = 60
const START = Date.parse('2026-02-10T09:00:00Z')
/** Generous: other tests run beside this one. */
const PATIENCE_MS = 300_000

/** Opens it, with the App not started yet. */
export async function openOnce({ run, place }: OnceOptions): Promise<OnceWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'once-'))
  const course: Course = { worldAt: START, outsideAt: Date.now(), speed: SPEED }
  const github = await openGitHub({ now: () => timeIn(course), app: AS_INSTALLED })
  const repository = await github.repository('api')
  const product = await makeProduct(github)
  await github.deliveries.forget()
  const signingKey = join(folder, 'key')
  await makeSshKey(signingKey)
  const { id, privateKey, webhookSecret, sendsTo } = github.app()
  const lines: string[] = []
  const start = {
    place: place ?? ({ kind: 'folder', path: join(folder, 'record') } as const),
    ...{ cacheDir: join(folder, 'cache'), signingKey, github: github.url },
    ...{ id, privateKey, webhookSecret, course },
  }
  let app: AppAtWork | null = null
  const ends = async () => {
    sendsTo(null)
    await app?.ends()
    app = null
  }
  return {
    github,
    repository,
    product,
    lines,
    ends,
    starts: async () => {
      app = await run(start, (line) => lines.push(line))
      sendsTo(app.url + WEBHOOK_PATH)
    },
    until: (what, look) => until(what, look, () => lines.slice(-5).join('')),
    issue: (is) => repository.issues.find(is),
    [Symbol.asyncDispose]: async () => {
      await ends()
      await github.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  told: () => string,
): Promise<T> {
  const begun = performance.now()
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    if (performance.now() - begun > PATIENCE_MS) throw new Error(`waited in vain for ${what}\n${told()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
