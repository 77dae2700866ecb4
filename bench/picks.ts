// How long the picks of a real release take, side by side, in one run, on the same picks:
//   - `git cherry-pick` in a fresh work tree (checkout counted), what people do today
//   - `git cherry-pick` in a work tree that is kept
//   - our engine
//   - one bare `git merge-tree --stdin` doing the very same merges, the floor
//
//   npm exec -c 'node bench/picks.ts --repos DIR --dataset FILE [--only TEXT] [--runs N]'
//
// DIR has bare clones as `owner+name.git` or `owner+name/repo`; FILE is one JSON object a line with base_sha and picks.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { attributesFile, attributesOf } from '../src/git/attributes.ts'
import { readCommit, writeCommit } from '../src/git/commits.ts'
import { openObjects } from '../src/git/objects.ts'
import { type Chain, PickEngine, syntheticCommit } from '../src/git/picks.ts'
import { gitEnv, gitPrelude, gitText } from '../src/git/run.ts'
import type { CherryPick } from '../src/release/candidate.ts'
import { borrow, withScratch } from './releases.ts'

const { values } = parseArgs({
  options: {
    repos: { type: 'string' },
    dataset: { type: 'string' },
    only: { type: 'string', default: '' },
    runs: { type: 'string', default: '5' },
  },
})
const { repos, dataset } = values
if (!repos || !dataset) throw new Error('usage: node bench/picks.ts --repos DIR --dataset FILE')

const RELEASE = z.object({
  id: z.string(),
  repo: z.string(),
  base_sha: z.string(),
  tree_files: z.number(),
  picks: z.array(z.object({ main_sha: z.string(), mainline: z.literal(1).nullable() })),
})
type Release = z.infer<typeof RELEASE>

const gitVersion = await gitText(['version'])
const lines = readFileSync(dataset, 'utf8').split('\n').filter(Boolean)
const releases = lines
  .map((line) => RELEASE.parse(JSON.parse(line)))
  .filter(({ id }) => id.includes(values.only))
await withScratch(async (scratch) => {
  const rows: Row[] = []
  for (const release of releases) rows.push(await compare(release, scratch))
  console.table(rows.map(shown))
  const of = (pick: (row: Row) => number) =>
    ratio(
      rows.reduce((sum, row) => sum + pick(row), 0),
      rows.reduce((sum, row) => sum + row.ours, 0),
    )
  console.log(
    `all picks of all releases, against ours: fresh work tree ${of(({ fresh }) => fresh)}, kept work tree ${of(({ kept }) => kept)}; ours against bare merge-tree: ${ratio(
      rows.reduce((sum, { ours }) => sum + ours, 0),
      rows.reduce((sum, { bare }) => sum + bare, 0),
    )}`,
  )
})

interface Row {
  readonly id: string
  readonly files: number
  readonly picks: number
  /** Medians, in milliseconds, for all picks of the release. */
  readonly fresh: number
  readonly kept: number
  readonly ours: number
  readonly bare: number
}

async function compare(release: Release, scratch: string): Promise<Row> {
  const picks = release.picks.map(({ main_sha, mainline }): CherryPick => ({ sha: main_sha, mainline }))
  const times = { fresh: [] as number[], kept: [] as number[], ours: [] as number[], bare: [] as number[] }
  for (let run = 0; run < Number(values.runs); run++) {
    const dir = join(scratch, `run-${run}`)
    const place = async (name: string) => {
      await mkdir(join(dir, name), { recursive: true })
      return borrow({ repos: repos ?? '', scratch: join(dir, name) }, release.repo)
    }
    const mine = await ours(await place('ours'), release.base_sha, picks)
    times.ours.push(mine.took)
    times.bare.push(await bare(await place('bare'), { base: release.base_sha, picks, chain: mine.chain }))
    const theirs = inWorkTree(await place('work'), {
      base: release.base_sha,
      picks,
      folder: join(dir, 'tree'),
    })
    times.kept.push(theirs.picking)
    times.fresh.push(theirs.checkout + theirs.picking)
    if (theirs.tree !== mine.chain.tree)
      throw new Error(`${release.id}: git made ${theirs.tree}, we made ${mine.chain.tree}`)
    await rm(dir, { recursive: true, force: true })
  }
  const { fresh, kept, ours: own, bare: floor } = times
  return {
    id: release.id,
    files: release.tree_files,
    picks: picks.length,
    fresh: median(fresh),
    kept: median(kept),
    ours: median(own),
    bare: median(floor),
  }
}

/** From nothing running to all picks done, everything included: objects read, attributes, processes, writing. */
async function ours(gitDir: string, base: string, picks: readonly CherryPick[]) {
  const from = performance.now()
  const store = openObjects(gitDir, 'sha1')
  const engine = new PickEngine({ store, gitDir, keptDir: null, jobs: 1, gitVersion })
  const tip = (await readCommit(store, base)).tree
  const chain = await engine.chain({ tip, picks, onConflict: 'skip' })
  const took = performance.now() - from
  await Promise.all([engine.close(), store.close()])
  return { took, chain }
}

/** The same merges with everything known beforehand: what git itself takes. */
async function bare(
  gitDir: string,
  done: { base: string; picks: readonly CherryPick[]; chain: Chain },
): Promise<number> {
  const store = openObjects(gitDir, 'sha1')
  let { tree } = await readCommit(store, done.base)
  const attributes = attributesFile(join(gitDir, 'kept'), await attributesOf(store, gitDir, tree))
  const pairs: string[] = []
  for (const [i, step] of done.chain.steps.entries()) {
    const pick = done.picks[i]
    if (!pick) continue
    const parent = (await readCommit(store, pick.sha)).parents[(pick.mainline ?? 1) - 1]
    if (!parent) throw new Error(`${pick.sha} has no parent`)
    pairs.push(`${writeCommit(store, syntheticCommit(tree, [parent]))} ${pick.sha}`)
    if (step.kind === 'clean') tree = step.tree
  }
  await store.close()
  const args = [
    ...gitPrelude({ gitDir, settings: [`core.attributesFile=${attributes}`] }),
    'merge-tree',
    '--write-tree',
    '--stdin',
  ]
  const from = performance.now()
  const { status, stderr } = spawnSync('git', args, {
    input: `${pairs.join('\n')}\n`,
    env: gitEnv(),
    maxBuffer: 1 << 28,
  })
  if (status !== 0) throw new Error(stderr.toString())
  return performance.now() - from
}

/** `git cherry-pick` of all picks in one process, `--skip` past each that does not apply. */
function inWorkTree(
  gitDir: string,
  { base, picks, folder }: { base: string; picks: readonly CherryPick[]; folder: string },
) {
  const env = {
    ...gitEnv(),
    GIT_COMMITTER_NAME: 'b',
    GIT_COMMITTER_EMAIL: 'b@example.invalid',
    GIT_EDITOR: 'true',
  }
  const run = (args: string[]) =>
    spawnSync('git', ['-c', 'core.hooksPath=/dev/null', '-c', 'gc.auto=0', ...args], {
      env,
      maxBuffer: 1 << 28,
    })
  const from = performance.now()
  run([`--git-dir=${gitDir}`, 'worktree', 'add', '--quiet', '--detach', folder, base])
  const checkout = performance.now() - from
  const at = (args: string[]) => run(['-C', folder, ...args])
  const mainline = picks.some((pick) => pick.mainline) ? ['-m', '1'] : []
  let result = at(['cherry-pick', ...mainline, ...picks.map(({ sha }) => sha)])
  while (result.status !== 0) {
    result = at(['cherry-pick', '--skip'])
    if (/no cherry-pick in progress/.test(result.stderr.toString())) throw new Error(result.stderr.toString())
  }
  const picking = performance.now() - from - checkout
  const tree = at(['rev-parse', 'HEAD^{tree}']).stdout.toString().trim()
  return { checkout, picking, tree }
}

function shown({ id, files, picks, fresh, kept, ours: own, bare: floor }: Row) {
  return {
    release: id,
    files,
    picks,
    'fresh work tree, ms': Math.round(fresh),
    'kept work tree, ms': Math.round(kept),
    'ours, ms': Math.round(own),
    'bare merge-tree, ms': Math.round(floor),
    'fresh / ours': ratio(fresh, own),
    'kept / ours': ratio(kept, own),
    'ours / bare': ratio(own, floor),
  }
}

function ratio(a: number, b: number): string {
  return `${(a / b).toFixed(2)}x`
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}
