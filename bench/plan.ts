// A plan of 1,000 changes on a repository of 20,000 files: the first time, again, and after one more change came in;
// its memory; and, in the same run, what trying the same picks by hand takes (`git cherry-pick` in a kept work tree).
//
//   npm exec -c 'node bench/plan.ts [--files 20000] [--changes 1000] [--by-hand 40]'
import { spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createGitEnv, runGitText } from '../src/git/run-git.ts'
import { addChange, makeLargeRepository } from './large-repository.ts'
import { withScratch } from './releases.ts'

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '20000' },
    changes: { type: 'string', default: '1000' },
    'by-hand': { type: 'string', default: '40' },
  },
})
const size = { files: Number(values.files), changes: Number(values.changes) }
const PROGRAM = fileURLToPath(new URL('../bin/release-captain.js', import.meta.url))

await withScratch(async (scratch) => {
  const repository = await makeLargeRepository(join(scratch, 'large.git'), size)
  const cache = join(scratch, 'cache')
  const first = await plan(repository, cache)
  const again = await plan(repository, cache)
  await addChange(repository, size)
  const oneMore = await plan(repository, cache)
  console.table({ 'first time': first, 'nothing new': again, 'one more change': oneMore })
  const byHand = await pickByHand(repository, {
    folder: join(scratch, 'tree'),
    picks: Number(values['by-hand']),
  })
  const perPick = (first.seconds * 1000) / first.tries
  console.log(
    `by hand, in a kept work tree: ${byHand.toFixed(0)} ms a pick; the whole first plan: ${perPick.toFixed(1)} ms a pick tried (${first.tries} tries); ratio ${(byHand / perPick).toFixed(1)}x`,
  )
})

/** One run of the command line, from its start to its end. */
async function plan(repository: string, cache: string) {
  const from = performance.now()
  const child = spawn(process.execPath, [PROGRAM, 'plan', '--json', '--repo', repository], {
    env: { ...process.env, RELEASE_CAPTAIN_CACHE: cache },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  const memory = watchMemory(child.pid ?? 0)
  const code = await new Promise((resolve) => child.once('close', resolve))
  const seconds = (performance.now() - from) / 1000
  const peak = memory.stop()
  if (code !== 0)
    throw new Error(`plan ended with ${code}: ${Buffer.concat(chunks).toString().slice(0, 500)}`)
  const made = JSON.parse(Buffer.concat(chunks).toString())
  const tries = made.candidates.length + made.picks.length
  return {
    seconds: Number(seconds.toFixed(2)),
    'largest process, MB': peak.largest,
    'all processes, MB': peak.all,
    candidates: made.candidates.length,
    picks: made.picks.length,
    tries,
  }
}

/** The peak of resident memory, of the largest process and of all together, looked at 20 times a second. */
function watchMemory(root: number) {
  const peak = { largest: 0, all: 0 }
  const look = () => {
    const sizes = family(root).map(residentMegabytes)
    peak.largest = Math.max(peak.largest, ...sizes)
    peak.all = Math.max(
      peak.all,
      sizes.reduce((a, b) => a + b, 0),
    )
  }
  const timer = setInterval(look, 50)
  return {
    stop: () => {
      clearInterval(timer)
      return { largest: Math.round(peak.largest), all: Math.round(peak.all) }
    },
  }
}

function family(root: number): number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => [Number(pid), parentOf(pid)]),
  )
  const isBelow = (pid: number | undefined): boolean =>
    pid === root || (pid !== undefined && pid > 1 && isBelow(parents.get(pid)))
  return [...parents.keys()].filter(isBelow)
}

function parentOf(pid: string): number {
  return Number(/^PPid:\s+(\d+)/m.exec(status(pid))?.[1] ?? 0)
}

/** What is the process's own: file pages that it shares with the page cache are given back when memory is short. */
function residentMegabytes(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(status(String(pid)))?.[1] ?? 0) / 1024
}

function status(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    return ''
  }
}

/** What a person does today: pick, look, put the work tree back. Milliseconds a pick. */
async function pickByHand(
  repository: string,
  { folder, picks }: { folder: string; picks: number },
): Promise<number> {
  const range = await runGitText(['rev-list', '--reverse', 'v1.0.1..refs/heads/main'], { gitDir: repository })
  const commits = range.split('\n').slice(0, picks)
  const env = { ...createGitEnv(), GIT_COMMITTER_NAME: 'b', GIT_COMMITTER_EMAIL: 'b@example.invalid' }
  const run = (args: string[]) => spawnSync('git', args, { env })
  run([`--git-dir=${repository}`, 'worktree', 'add', '--quiet', '--detach', folder, 'v1.0.1'])
  const from = performance.now()
  for (const sha of commits) {
    run(['-C', folder, 'cherry-pick', sha])
    run(['-C', folder, 'cherry-pick', '--quit'])
    run(['-C', folder, 'reset', '--quiet', '--hard', 'v1.0.1'])
  }
  return (performance.now() - from) / commits.length
}
