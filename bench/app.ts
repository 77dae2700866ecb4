// What a maintainer waits for, on a sandbox's GitHub with a release of so many picks, each beside its bound:
//   - from a label to the verdict on the pull request, of ten labels one after the other
//   - from `/release cut` to the open release pull request, and how many writes to GitHub that takes
//   - the same by hand: a fresh clone, `git cherry-pick -x` of all, the bump, a push, one call for the pull request
//   - from the start of the program to its readiness, with a warm mirror, and its memory when it has nothing to do
//
//   npm exec -c 'node --liftoff-only bench/app.ts [--picks 20] [--labels 10] [--runs 3] [--server URL]'
//
// The record is in a data folder. With --server the program is started on a database of its own on that server besides.
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openSandboxGitHub, type SandboxGitHub } from '../sandbox/github/open.ts'
import type { StoredIssue } from '../sandbox/github/state.ts'
import { AS_INSTALLED } from '../src/app/as-installed.ts'
import { type RunningApp, startApp } from '../src/app/open-app.ts'
import { WEBHOOK_PATH } from '../src/http/routes.ts'
import { type Sendable, type Started, startAndIdle } from './setup/app-process.ts'
import { freshDatabase } from './setup/fresh-database.ts'
import { optionsOn, until } from './setup/on-sandbox.ts'

const { values } = parseArgs({
  options: {
    picks: { type: 'string', default: '20' },
    labels: { type: 'string', default: '10' },
    runs: { type: 'string', default: '3' },
    server: { type: 'string' },
  },
})
const picks = Number(values.picks)
const labels = Number(values.labels)
const runs = Number(values.runs)
/** Longer than a look takes. */
const QUIET_MS = 1_000

interface Run {
  readonly labels: readonly number[]
  readonly cut: number
  readonly writes: number
  readonly byHand: number
  readonly folder: Started
  readonly server: Started | null
}

/** Every call of the App's that writes; git's pushes are told by the webhooks that they set off. */
let written = 0
/** Looks at all candidates that the App has ended. */
let surveys = 0
const { fetch } = globalThis
globalThis.fetch = (...[input, init]: Parameters<typeof fetch>) => {
  const isWrite = (init?.method ?? 'GET') !== 'GET' && !/\/graphql$|\/access_tokens$/.test(String(input))
  if (isWrite) written += 1
  return fetch(input, init)
}

const all: Run[] = []
for (let i = 0; i < runs; i++) all.push(await run())
const middle = (of: (run: Run) => number) => partOf(all.map(of), 0.5)
const verdicts = all.flatMap((one) => one.labels)
const byHand = middle((one) => one.byHand)
console.table([
  row('label to verdict, p50', partOf(verdicts, 0.5), 0.5),
  row('label to verdict, p95', partOf(verdicts, 0.95), 0.5),
  row(
    `cut of ${picks} picks to the open pull request`,
    middle((one) => one.cut),
    10,
  ),
  row(
    'writes to GitHub for it',
    middle((one) => one.writes),
    20,
    '',
  ),
  { what: 'the same by hand, machine time alone', measured: `${byHand.toFixed(2)} s`, bound: '' },
  ...(['folder', 'server'] as const).flatMap((place) => startRows(place)),
])

function row(what: string, measured: number, bound: number, unit = ' s') {
  return { what, measured: `${measured.toFixed(unit === ' s' ? 2 : 0)}${unit}`, bound: `${bound}${unit}` }
}

function startRows(place: 'folder' | 'server') {
  const starts = all.flatMap((one) => one[place] ?? [])
  if (starts.length === 0) return []
  const on = place === 'folder' ? 'PGlite' : 'PostgreSQL'
  const [ready, idle] = [starts.map((one) => one.ready), starts.map((one) => one.idle)]
  return [
    row(`start to ready with a warm mirror, ${on}`, partOf(ready, 0.5), 3),
    { ...row(`idle memory, ${on}`, partOf(idle, 0.5), 250, ' MB'), ...(place === 'folder' && { bound: '' }) },
  ]
}

function partOf(measured: readonly number[], part: number): number {
  const sorted = measured.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
}

async function run(): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-app-'))
  const github = await openSandboxGitHub({ now: Date.now, app: AS_INSTALLED })
  const app = await world(github, folder)
  try {
    const byHand = cherryPickByHand(github, folder)
    const measured = await measure(github)
    await app.stop(5_000)
    const options = optionsOn(github, folder)
    return {
      ...measured,
      byHand,
      folder: await startAndIdle(options),
      server: values.server ? await startOn(values.server, options) : null,
    }
  } finally {
    await github.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function startOn(server: string, options: Sendable): Promise<Started> {
  const { url, drop } = await freshDatabase(server)
  return startAndIdle({ ...options, place: { kind: 'server', url } }).finally(drop)
}

/** A product with as many fixes on main as are to be picked, each reviewed, tested and weighed; and those that are to be labelled, which are open. */
async function world(github: SandboxGitHub, folder: string): Promise<RunningApp> {
  const { gitDir } = await github.repository('api')
  const ada = github.person('ada', { role: 'maintain' })
  const grace = github.person('grace', { role: 'maintain' })
  await ada.pushes({
    branch: 'main',
    message: 'feat: begin',
    files: {
      'package.json': '{\n  "name": "api",\n  "version": "2.0.0"\n}\n',
      '.github/release-captain.yml':
        'versionBump:\n  files:\n    - { kind: json, path: package.json, pointers: [/version] }\ntag:\n  sign: optional\ncriteria:\n  rules: { reviewed: when-known, tested: when-known, severity: when-known, risk-assessed: off }\n',
    },
  })
  execFileSync('git', ['--git-dir', gitDir, 'tag', '-a', '-m', 'v2.0.0', 'v2.0.0', 'main'], {
    env: { ...process.env, GIT_COMMITTER_NAME: 'ada', GIT_COMMITTER_EMAIL: 'ada@example.com' },
  })
  for (let i = 1; i <= picks + labels; i++) {
    await ada.pushes({
      branch: `fix-${i}`,
      from: 'main',
      message: `fix: stop crash ${i}`,
      files: { [`src/part-${i}.ts`]: `export const part = ${i}\n`, [`test/part-${i}.test.ts`]: `// ${i}\n` },
    })
    const { number } = await ada.opensPullRequest({ title: `fix: stop crash ${i}`, head: `fix-${i}` })
    await ada.labels(number, 'crash', 'P1')
    await grace.reviews(number, 'APPROVED')
    if (i <= picks) await grace.merges(number, 'squash')
  }
  await github.deliveries.forget()
  const app = await startApp({
    ...optionsOn(github, folder),
    now: () => Math.floor(Date.now() / 1000),
    logs: { write: heard },
  })
  surveys = 0
  github.app().sendsTo(app.url + WEBHOOK_PATH)
  await app.reconcile()
  await until('the first look at all', () => surveys > 0)
  await untilQuiet()
  return app
}

/** A look that was still to come would be at work when the next label is set, and its own pull request comes first. */
async function untilQuiet(): Promise<void> {
  let seen = -1
  while (seen !== surveys) {
    seen = surveys
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS))
  }
}

/** What goes wrong is for whoever measures; that all candidates were looked at is waited for. */
function heard(line: string): void {
  if (/"level":"(?:warn|error|fatal)"/.test(line)) process.stderr.write(line)
  if (line.includes('"type":"survey"') && line.includes('is done')) surveys += 1
}

async function measure(github: SandboxGitHub): Promise<Pick<Run, 'labels' | 'cut' | 'writes'>> {
  const [repository] = github.world.repositories.values()
  if (!repository) throw new Error('there is no repository')
  const ada = github.person('ada')
  const took: number[] = []
  for (const { number, pull } of repository.issues.filter(({ closed }) => closed === null)) {
    if (!pull) continue
    const [before, begun] = [surveys, performance.now()]
    await ada.labels(number, 'patch-candidate')
    await until('the verdict', () =>
      repository.checks.some((run) => run.suite.head === pull.head && run.name.startsWith('Release Captain')),
    )
    took.push(seconds(begun))
    await until('the rest of the look at all', () => surveys > before)
    await untilQuiet()
  }

  const merged = repository.issues.find(({ pull, closed }) => pull !== null && closed !== null)
  await ada.comments(merged?.number ?? 0, '/release plan')
  const tracking = await until<StoredIssue>('the plan', () =>
    repository.issues.find(({ title, body }) => title === 'Release v2.0.1' && body?.includes('changes')),
  )
  const before = written + pushes(github)
  const begun = performance.now()
  await ada.comments(tracking.number, '/release cut v2.0.1')
  await until('the pull request', () =>
    repository.issues.find(({ pull }) => pull?.headBranch === 'release/v2.0.1'),
  )
  const cut = seconds(begun)
  return { labels: took, cut, writes: written + pushes(github) - before }
}

function pushes(github: SandboxGitHub): number {
  return github.deliveries.all().filter(({ event }) => event === 'push').length
}

/** What a release engineer does without us, by a script that knows every commit already. */
function cherryPickByHand(github: SandboxGitHub, folder: string): number {
  const [repository] = github.world.repositories.values()
  if (!repository) throw new Error('there is no repository')
  const begun = performance.now()
  const clone = join(folder, 'by-hand')
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=ada', '-c', 'user.email=ada@example.com', ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  git('clone', '-q', `file://${repository.gitDir}`, clone)
  git('-C', clone, 'checkout', '-q', '-b', 'by-hand', 'v2.0.0')
  const commits = git('-C', clone, 'rev-list', '--reverse', '--first-parent', 'v2.0.0..origin/main')
    .trim()
    .split('\n')
  for (const commit of commits) git('-C', clone, 'cherry-pick', '-x', commit)
  git('-C', clone, 'push', '-q', 'origin', 'HEAD:refs/heads/by-hand')
  git('-C', clone, 'push', '-q', 'origin', ':refs/heads/by-hand')
  return seconds(begun)
}

function seconds(since: number): number {
  return (performance.now() - since) / 1000
}
