// How long the picks of a real release take, side by side, in one run, on the same picks:
//   - `git cherry-pick` with a fresh work tree for each pick (checkout counted), as bots do that try picks one by one;
//     measured on a few picks of the release, evenly spread, and scaled to all
//   - `git cherry-pick` of all in one process, in one fresh work tree (checkout counted once), and without the checkout:
//     in a work tree that is kept
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
import { openAttributeDiffs } from '../src/git/objects/attribute-diffs.ts'
import { readAttributes, writeAttributesFile } from '../src/git/objects/attributes.ts'
import { readCommit, writeCommit } from '../src/git/objects/commit-objects.ts'
import { openObjects } from '../src/git/objects/object-store.ts'
import { createSyntheticCommit } from '../src/git/objects/synthetic-commits.ts'
import { type Chain, PickEngine } from '../src/git/picks/pick-engine.ts'
import { createGitEnv, createGitPrelude, runGitText } from '../src/git/run-git.ts'
import type { CherryPick } from '../src/release/changes/candidate.ts'
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

/** How many picks of a release are tried in a fresh work tree each: that takes seconds a pick. */
const SAMPLE = 4

const gitVersion = await runGitText(['version'])
const lines = readFileSync(dataset, 'utf8').split('\n').filter(Boolean)
const releases = lines
  .map((line) => RELEASE.parse(JSON.parse(line)))
  .filter(({ id }) => id.includes(values.only))
await withScratch(async (scratch) => {
  const rows: Row[] = []
  for (const release of releases) rows.push(await compare(release, scratch))
  console.table(rows.map(shown))
  const sum = (pick: (row: Row) => number) => rows.reduce((total, row) => total + pick(row), 0)
  const own = sum(({ ours: took }) => took)
  console.log(
    [
      `all picks of all releases: a fresh work tree for each pick takes ${ratio(
        sum(({ each }) => each),
        own,
      )} our time,`,
      `one fresh work tree ${ratio(
        sum(({ fresh }) => fresh),
        own,
      )}, a kept one ${ratio(
        sum(({ kept }) => kept),
        own,
      )};`,
      `we take ${ratio(
        own,
        sum(({ bare: floor }) => floor),
      )} the time of bare merge-tree`,
    ].join(' '),
  )
})

interface Row {
  readonly id: string
  readonly files: number
  readonly picks: number
  /** Medians, in milliseconds, for all picks of the release. */
  readonly each: number
  readonly fresh: number
  readonly kept: number
  readonly ours: number
  readonly bare: number
}

async function compare(release: Release, scratch: string): Promise<Row> {
  const picks = release.picks.map(({ main_sha, mainline }): CherryPick => ({ sha: main_sha, mainline }))
  const times = {
    each: [] as number[],
    fresh: [] as number[],
    kept: [] as number[],
    ours: [] as number[],
    bare: [] as number[],
  }
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
    times.each.push(
      freshEach(await place('each'), { base: release.base_sha, picks, folder: join(dir, 'trees') }),
    )
    times.kept.push(theirs.picking)
    times.fresh.push(theirs.checkout + theirs.picking)
    if (theirs.tree !== mine.chain.tree)
      throw new Error(`${release.id}: git made ${theirs.tree}, we made ${mine.chain.tree}`)
    await rm(dir, { recursive: true, force: true })
  }
  const { each, fresh, kept, ours: own, bare: floor } = times
  return {
    id: release.id,
    files: release.tree_files,
    picks: picks.length,
    each: median(each),
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
  const diffs = openAttributeDiffs(gitDir)
  const attributes = writeAttributesFile(join(gitDir, 'kept'), await readAttributes(store, diffs, tree))
  const pairs: string[] = []
  for (const [i, step] of done.chain.steps.entries()) {
    const pick = done.picks[i]
    if (!pick) continue
    const parent = (await readCommit(store, pick.sha)).parents[(pick.mainline ?? 1) - 1]
    if (!parent) throw new Error(`${pick.sha} has no parent`)
    pairs.push(`${writeCommit(store, createSyntheticCommit(tree, [parent]))} ${pick.sha}`)
    if (step.kind === 'clean') tree = step.tree
  }
  await Promise.all([store.close(), diffs.close()])
  const args = [
    ...createGitPrelude({ gitDir, settings: [`core.attributesFile=${attributes}`] }),
    'merge-tree',
    '--write-tree',
    '--stdin',
  ]
  const from = performance.now()
  const { status, stderr } = spawnSync('git', args, {
    input: `${pairs.join('\n')}\n`,
    env: createGitEnv(),
    maxBuffer: 1 << 28,
  })
  if (status !== 0) throw new Error(stderr.toString())
  return performance.now() - from
}

/** Milliseconds for all picks, each alone in a fresh work tree, by a sample of them. */
function freshEach(
  gitDir: string,
  work: { base: string; picks: readonly CherryPick[]; folder: string },
): number {
  const step = Math.max(1, Math.floor(work.picks.length / SAMPLE))
  const sample = work.picks.filter((_, i) => i % step === 0).slice(0, SAMPLE)
  const from = performance.now()
  for (const [i, { sha, mainline }] of sample.entries()) {
    const folder = `${work.folder}-${i}`
    gitInWorkTree([`--git-dir=${gitDir}`, 'worktree', 'add', '--quiet', '--detach', folder, work.base])
    gitInWorkTree(['-C', folder, 'cherry-pick', ...(mainline ? ['-m', '1'] : []), sha])
  }
  return ((performance.now() - from) / sample.length) * work.picks.length
}

function gitInWorkTree(args: readonly string[]) {
  const env = {
    ...createGitEnv(),
    GIT_COMMITTER_NAME: 'b',
    GIT_COMMITTER_EMAIL: 'b@example.invalid',
    GIT_EDITOR: 'true',
  }
  return spawnSync('git', ['-c', 'core.hooksPath=/dev/null', '-c', 'gc.auto=0', ...args], {
    env,
    maxBuffer: 1 << 28,
  })
}

/** `git cherry-pick` of all picks in one process, `--skip` past each that does not apply. */
function inWorkTree(
  gitDir: string,
  { base, picks, folder }: { base: string; picks: readonly CherryPick[]; folder: string },
) {
  const from = performance.now()
  gitInWorkTree([`--git-dir=${gitDir}`, 'worktree', 'add', '--quiet', '--detach', folder, base])
  const checkout = performance.now() - from
  const at = (args: string[]) => gitInWorkTree(['-C', folder, ...args])
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

function shown({ id, files, picks, each, fresh, kept, ours: own, bare: floor }: Row) {
  return {
    release: id,
    files,
    picks,
    'fresh each, ms': Math.round(each),
    'fresh once, ms': Math.round(fresh),
    'kept, ms': Math.round(kept),
    'ours, ms': Math.round(own),
    'bare, ms': Math.round(floor),
    'each / ours': ratio(each, own),
    'once / ours': ratio(fresh, own),
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
