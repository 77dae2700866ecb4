// What a maintainer waits for, on a sandbox's GitHub with a release of so many picks:
//   - from a label to the verdict on the pull request
//   - from `/release cut` to the open release pull request, and how many writes to GitHub that takes
//   - the same by hand: a fresh clone, `git cherry-pick -x` of all, the bump, a push, one call for the pull request
//
//   npm exec -c 'node --liftoff-only bench/app.ts [--picks 20] [--runs 3]'
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type RunningApp, startApp } from '../src/app/app.ts'
import { AS_INSTALLED } from '../src/app/as-installed.ts'
import { type GitHub, openGitHub } from '../src/sandbox/github/open.ts'
import type { Issue } from '../src/sandbox/github/state.ts'
import { WEBHOOK_PATH } from '../src/web/routes.ts'

const { values } = parseArgs({
  options: { picks: { type: 'string', default: '20' }, runs: { type: 'string', default: '3' } },
})
const picks = Number(values.picks)
const runs = Number(values.runs)

interface Run {
  readonly label: number
  readonly cut: number
  readonly writes: number
  readonly byHand: number
}

/** Every call of the App's that writes; git's pushes are told by the webhooks that they set off. */
let written = 0
const { fetch } = globalThis
globalThis.fetch = (...[input, init]: Parameters<typeof fetch>) => {
  const isWrite = (init?.method ?? 'GET') !== 'GET' && !/\/graphql$|\/access_tokens$/.test(String(input))
  if (isWrite) written += 1
  return fetch(input, init)
}

const all: Run[] = []
for (let i = 0; i < runs; i++) all.push(await run())
console.table(all)
const middle = (of: (run: Run) => number) =>
  all.map(of).sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0
const cut = middle((one) => one.cut)
console.log(
  `label to verdict ${middle((one) => one.label).toFixed(2)} s; ` +
    `cut of ${picks} picks to the open pull request ${cut.toFixed(2)} s with ${middle((one) => one.writes)} writes; ` +
    `by hand ${middle((one) => one.byHand).toFixed(2)} s of machine time: ${(cut / middle((one) => one.byHand)).toFixed(1)}x`,
)

async function run(): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-app-'))
  const github = await openGitHub({ now: Date.now, app: AS_INSTALLED })
  const app = await world(github, folder)
  try {
    const byHand = cherryPickByHand(github, folder)
    return { ...(await measure(github)), byHand }
  } finally {
    await app.stop(5_000)
    await github.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** A product with as many fixes on main as are to be picked, each reviewed, tested and weighed; and one more that is open. */
async function world(github: GitHub, folder: string): Promise<RunningApp> {
  const { gitDir } = await github.repository('api')
  const ada = github.person('ada', { role: 'maintain' })
  const grace = github.person('grace', { role: 'maintain' })
  await ada.pushes({
    branch: 'main',
    message: 'feat: begin',
    files: {
      'package.json': '{\n  "name": "api",\n  "version": "2.0.0"\n}\n',
      '.github/release-captain.yml':
        'versionBump:\n  files:\n    - { kind: json, path: package.json, pointers: [/version] }\ntag:\n  sign: optional\ncriteria:\n  rules: { risk-assessed: off }\n',
    },
  })
  execFileSync('git', ['--git-dir', gitDir, 'tag', '-a', '-m', 'v2.0.0', 'v2.0.0', 'main'], {
    env: { ...process.env, GIT_COMMITTER_NAME: 'ada', GIT_COMMITTER_EMAIL: 'ada@example.com' },
  })
  for (let i = 1; i <= picks + 1; i++) {
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
  const { id, privateKey, webhookSecret, sendsTo } = github.app()
  const app = await startApp({
    place: { kind: 'folder', path: join(folder, 'record') },
    host: '127.0.0.1',
    port: 0,
    logLevel: 'warn',
    cacheDir: join(folder, 'cache'),
    signing: { format: null, key: null },
    metricsToken: null,
    app: {
      id,
      privateKey,
      webhookSecrets: { current: webhookSecret, previous: null },
      github: { web: github.url, api: github.url },
      linking: null,
      slack: null,
      discord: null,
    },
    now: () => Math.floor(Date.now() / 1000),
    logs: process.stderr,
  })
  sendsTo(app.url + WEBHOOK_PATH)
  await app.reconcile()
  return app
}

async function measure(github: GitHub): Promise<Omit<Run, 'byHand'>> {
  const [repository] = github.world.repositories.values()
  if (!repository) throw new Error('there is no repository')
  const open = repository.issues.find(({ pull, closed }) => pull !== null && closed === null)
  if (!open?.pull) throw new Error('there is no open pull request')
  const { head } = open.pull
  const ada = github.person('ada')
  let begun = performance.now()
  await ada.labels(open.number, 'patch-candidate')
  await until('the verdict', () =>
    repository.checks.some((run) => run.suite.head === head && run.name.startsWith('Release Captain')),
  )
  const label = seconds(begun)

  const merged = repository.issues.find(({ pull, closed }) => pull !== null && closed !== null)
  await ada.comments(merged?.number ?? 0, '/release plan')
  const tracking = await until<Issue>('the plan', () =>
    repository.issues.find(({ title, body }) => title === 'Release v2.0.1' && body?.includes('changes')),
  )
  const before = written + pushes(github)
  begun = performance.now()
  await ada.comments(tracking.number, '/release cut v2.0.1')
  await until('the pull request', () =>
    repository.issues.find(({ pull }) => pull?.headBranch === 'release/v2.0.1'),
  )
  const cut = seconds(begun)
  return { label, cut, writes: written + pushes(github) - before }
}

function pushes(github: GitHub): number {
  return github.deliveries.all().filter(({ event }) => event === 'push').length
}

/** What a release engineer does without us, by a script that knows every commit already. */
function cherryPickByHand(github: GitHub, folder: string): number {
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

async function until<T>(what: string, look: () => T | undefined | false | null): Promise<T> {
  const begun = performance.now()
  for (;;) {
    const found = look()
    if (found !== undefined && found !== false && found !== null) return found
    if (seconds(begun) > 120) throw new Error(`waited in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

function seconds(since: number): number {
  return (performance.now() - since) / 1000
}
