// How long a captain waits for the answer to a command while somebody who may only read floods the tracking issue (threat H1):
//   20 comments of theirs, each with ten `/release explain`, and 20 commands of a captain's one after the other.
//
//   npm exec -c 'node --liftoff-only bench/flood.ts [--comments 20] [--commands 20]'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openSandboxGitHub, type SandboxGitHub } from '../sandbox/github/open.ts'
import { AS_INSTALLED } from '../src/app/as-installed.ts'
import { startApp } from '../src/app/open-app.ts'
import { WEBHOOK_PATH } from '../src/http/routes.ts'
import { optionsOn, until } from './setup/on-sandbox.ts'

const { values } = parseArgs({
  options: { comments: { type: 'string', default: '20' }, commands: { type: 'string', default: '20' } },
})
/** Seconds. */
const BOUND = 5

const folder = await mkdtemp(join(tmpdir(), 'bench-flood-'))
const github = await openSandboxGitHub({ now: Date.now, app: AS_INSTALLED })
const change = await makeProduct(github)
const app = await startApp({
  ...optionsOn(github, folder),
  now: () => Math.floor(Date.now() / 1000),
  logs: { write: () => undefined },
})
github.app().sendsTo(app.url + WEBHOOK_PATH)
try {
  const tracking = await openRelease(github, change)
  const quiet = await timeCommands(github, tracking)
  const flood = Array(10).fill(`/release explain #${change}`).join('\n')
  for (let i = 0; i < Number(values.comments); i++)
    await github.person('reader', { role: 'read' }).comments(tracking, flood)
  const flooded = await timeCommands(github, tracking)
  console.table([row('without a flood, p95', quiet), row('while a reader floods, p95', flooded)])
  if (partOf(flooded, 0.95) > BOUND) process.exitCode = 1
} finally {
  await app.stop(5_000)
  await github.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
}

function row(what: string, measured: readonly number[]) {
  return { what, measured: `${partOf(measured, 0.95).toFixed(2)} s`, bound: `${BOUND} s` }
}

function partOf(measured: readonly number[], part: number): number {
  const sorted = measured.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
}

/** v2.0.0, and one fix on main since; its number. */
async function makeProduct(on: SandboxGitHub): Promise<number> {
  await on.repository('api')
  const ada = on.person('ada', { role: 'maintain' })
  const config = 'versionBump:\n  files: []\ntag:\n  sign: optional\n'
  const files = { 'src/a.ts': '1\n', '.github/release-captain.yml': config }
  await ada.pushes({ branch: 'main', message: 'feat: begin', files })
  await ada.tags('v2.0.0', 'main')
  const push = { branch: 'fix', from: 'main', message: 'fix: stop the leak', files: { 'src/a.ts': '2\n' } }
  await on.person('linus').pushes(push)
  const { number } = await on.person('linus').opensPullRequest({ title: 'fix: stop the leak', head: 'fix' })
  await ada.merges(number, 'squash')
  return number
}

async function openRelease(on: SandboxGitHub, number: number): Promise<number> {
  const [repository] = on.world.repositories.values()
  await on.person('ada').comments(number, '/release plan')
  const issue = await until('the tracking issue', () =>
    repository?.issues.find(({ title, by }) => title === 'Release v2.0.1' && by.type === 'Bot'),
  )
  return issue.number
}

/** Seconds from each command to its answer. */
async function timeCommands(on: SandboxGitHub, tracking: number): Promise<readonly number[]> {
  const [repository] = on.world.repositories.values()
  const countAnswers = () => repository?.comments.filter(({ body }) => body.startsWith('@ada')).length ?? 0
  const seconds: number[] = []
  for (let i = 0; i < Number(values.commands); i++) {
    const before = countAnswers()
    const begun = performance.now()
    await on
      .person('ada')
      .comments(tracking, i % 2 === 0 ? '/release hold because of lunch' : '/release resume')
    await until('the answer', () => countAnswers() > before)
    seconds.push((performance.now() - begun) / 1000)
  }
  return seconds
}
