import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSandboxGitHub, type SandboxGitHub } from '../../../sandbox/github/open.ts'
import type { Repository, StoredIssue } from '../../../sandbox/github/state.ts'
import { AS_INSTALLED } from '../../../src/app/as-installed.ts'
import { makeSshKey } from '../../../src/git/signing/make-key.ts'
import { WEBHOOK_PATH } from '../../../src/http/routes.ts'
import type { StoreLocation } from '../../../src/store/store-location.ts'
import { freshPlace } from '../../store/places.ts'
import { type Course, timeIn } from './clock.ts'
import type { Courier } from './courier.ts'
import { makeProduct, type Product } from './product.ts'
import type { AppAtWork, RunApp } from './run-app.ts'

/** A GitHub with a product to release, and the App, which may end and begin again at any time. */
export interface OnceWorld extends AsyncDisposable {
  readonly github: SandboxGitHub
  readonly repository: Repository
  readonly product: Product
  /** Where the record is. */
  readonly place: StoreLocation
  /** For what else a test keeps on the disk. */
  readonly folder: string
  /** Starts the App on its record, and tells GitHub where it listens; answers with where webhooks are to go. */
  readonly starts: (how?: Starting) => Promise<string>
  /** Ends it. Webhooks fail until it is started again. */
  readonly ends: () => Promise<void>
  /** Waits until what is looked for is there. */
  readonly until: Until
  /** Issues and pull requests, as GitHub has them now. */
  readonly issue: (is: (issue: StoredIssue) => boolean) => StoredIssue | undefined
  /** What the App wrote to its log. */
  readonly lines: readonly string[]
}

export type Until = <T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
) => Promise<T>

export interface Starting {
  /** Another record. */
  readonly place?: StoreLocation
  /** Milliseconds between two rounds of the reconciler. */
  readonly rounds?: number
}

/** One at each start is what these tests need, and another one now and then where they are out of luck. */
const ROUNDS_MS = 20_000
/** None but that at the start. */
export const NO_ROUNDS = 3_600_000

export interface OnceOptions {
  readonly run: RunApp
  /** Where the record is; where an App is up soonest, unless told otherwise. */
  readonly place?: StoreLocation
  /** Who brings the webhooks; GitHub itself unless told otherwise. */
  readonly courier?: Pick<Courier, 'url' | 'leadsTo'>
  /** Milliseconds between two rounds of the reconciler, as long as nothing else is said. */
  readonly rounds?: number
  /** How its time runs; from now on, unless told otherwise. */
  readonly course?: Course
  /** Settings of the policy besides those that every release has. */
  readonly config?: object
  /** The servers that the App rolls out with, as the file that names them; none, unless told otherwise. */
  readonly connections?: string
}

/** Three minutes of the world pass in a second, so that nobody waits for limits, pauses and attempts. */
const SPEED = 180
const START = Date.parse('2026-02-10T09:00:00Z')
/** Generous: other tests run beside this one. */
const PATIENCE_MS = 180_000

/** Begins the time of a world now. */
export function beginCourse(): Course {
  return { worldAt: START, outsideAt: Date.now(), speed: SPEED }
}

/** Opens it, with the App not started yet. */
export async function openOnce(options: OnceOptions): Promise<OnceWorld> {
  const { run, place, courier, rounds, config, connections = '{}' } = options
  const folder = await mkdtemp(join(tmpdir(), 'once-'))
  const course = options.course ?? beginCourse()
  const github = await openSandboxGitHub({ now: () => timeIn(course), app: AS_INSTALLED })
  const repository = await github.repository('api')
  const product = await makeProduct(github, config)
  await github.deliveries.forget()
  const signingKey = join(folder, 'key')
  await makeSshKey(signingKey)
  const { id, privateKey, webhookSecret, sendsTo } = github.app()
  const lines: string[] = []
  const own = place ?? (await freshPlace())
  const start = {
    ...{
      place: own,
      rounds: rounds ?? ROUNDS_MS,
      cacheDir: join(folder, 'cache'),
      signingKey,
      github: github.url,
    },
    ...{ id, privateKey, webhookSecret, course, connections },
  }
  let app: AppAtWork | null = null
  const leadsTo = courier?.leadsTo ?? sendsTo
  if (courier) sendsTo(courier.url)
  const ends = async () => {
    leadsTo(null)
    await app?.ends()
    app = null
  }
  return {
    github,
    repository,
    product,
    lines,
    place: own,
    folder,
    ends,
    starts: async (how = {}) => {
      app = await run({ ...start, ...how }, (line) => lines.push(line))
      const url = app.url + WEBHOOK_PATH
      leadsTo(url)
      return url
    },
    until: (what, look) => until(what, look, () => stateOf(repository, lines)),
    issue: (is) => repository.issues.find(is),
    [Symbol.asyncDispose]: async () => {
      await ends()
      await github.close()
      for (const path of [folder, own.kind === 'folder' ? own.path : folder])
        await rm(path, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

/** What somebody would look at who finds that nothing goes on. */
function stateOf({ issues, comments }: Repository, lines: readonly string[]): string {
  const said = issues
    .filter(({ title }) => title.startsWith('Release '))
    .flatMap(({ number, body }) => [
      body,
      ...comments.filter(({ issue }) => issue === number).map((one) => one.body),
    ])
  const complaints = lines.filter((line) => !line.includes('"level":"info"'))
  return [...complaints.slice(-20), ...lines.slice(-5), ...said].join('\n')
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
