// Runs npm's branch-diff beside `findCandidates` on the same ranges: how long, and who lists what.
//   npm exec -c 'node bench/branch-diff.ts --repos DIR --dataset FILE [--only TEXT]'
// branch-diff is installed into a temporary folder. Its look-up of labels needs a GitHub token and is taken out; no
// filter by label is used, so that its list stays the same.
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { findCandidates } from '../src/git/candidates/find-candidates.ts'
import { runGit, runGitText } from '../src/git/run-git.ts'
import { borrow, openPicking, percent, type Release, readReleases, shasOf, withScratch } from './releases.ts'

const VERSION = '3.1.8'
const run = promisify(execFile)
const { values } = parseArgs({
  options: { repos: { type: 'string' }, dataset: { type: 'string' }, only: { type: 'string', default: '' } },
})
if (!values.repos || !values.dataset) {
  throw new Error('usage: node bench/branch-diff.ts --repos DIR --dataset FILE')
}
const WITHOUT_LABELS = `import { registerHooks } from 'node:module'
registerHooks({
  load: (url, context, next) =>
    url.endsWith('/collect-commit-labels.js')
      ? { format: 'module', source: 'export const collectCommitLabels = async () => {}', shortCircuit: true }
      : next(url, context),
})
`
const repos = values.repos
const releases = await readReleases(values.dataset, values.only)
await withScratch(compareAll)

async function compareAll(scratch: string): Promise<void> {
  const branchDiff = await install(scratch)
  const rows = []
  for (const release of releases) rows.push(...(await compare(release, { scratch, branchDiff })))
  console.table(rows)
  console.log(
    'offered: listed as not yet on the line, by commit. offered in vain: of those that the line has already.',
  )
  console.log('lost: taken by people for the next release, yet not listed.')
}

interface BranchDiff {
  readonly program: string
  readonly hook: string
  readonly home: string
}

/** Null, with the reason said, where it cannot be had. */
async function install(scratch: string): Promise<BranchDiff | null> {
  const home = join(scratch, 'branch-diff')
  await mkdir(home)
  await writeFile(join(home, 'package.json'), '{"private":true}')
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', `branch-diff@${VERSION}`]
  try {
    await run('npm', args, { cwd: home })
  } catch (error) {
    console.log(
      `branch-diff ${VERSION} cannot be installed (${firstLine(error)}); git log --cherry-pick alone is compared`,
    )
    return null
  }
  const hook = join(home, 'without-labels.mjs')
  await writeFile(hook, WITHOUT_LABELS)
  return { program: join(home, 'node_modules/branch-diff/branch-diff.js'), hook, home }
}

interface Listed {
  readonly by: string
  readonly ms: number
  /** Whether it lists a commit as not yet on the line. */
  readonly lists: (sha: string) => boolean
}

async function compare(release: Release, place: { scratch: string; branchDiff: BranchDiff | null }) {
  const gitDir = await borrow({ repos, scratch: place.scratch }, release.repo)
  const ends: Ends = { repo: release.repo, gitDir, base: release.base_sha, main: release.main_cut }
  const all = (await runGitText(['rev-list', release.main_cut, `^${release.base_sha}`], { gitDir })).split(
    '\n',
  )
  const cache = await mkdtemp(join(place.scratch, 'cache-'))
  const ours = await byFindCandidates(ends, cache)
  const others = [
    await byFindCandidates(ends, cache, 'findCandidates, warm'),
    ...(place.branchDiff ? await byBranchDiff(ends, place.branchDiff) : []),
    await byCherryPick(ends),
  ]
  return [ours, ...others].map((listed) => row({ release, all, listed, ours }))
}

function row({
  release,
  all,
  listed,
  ours,
}: {
  release: Release
  all: string[]
  listed: Listed
  ours: Listed
}) {
  const vain = release.already.filter(({ main_sha }) => listed.lists(main_sha))
  const lost = release.positive.filter((sha) => !listed.lists(sha))
  return {
    release: release.id,
    by: listed.by,
    ms: Math.round(listed.ms),
    'times ours': (listed.ms / ours.ms).toFixed(2),
    offered: all.filter(listed.lists).length,
    'only here': all.filter((sha) => listed.lists(sha) && !ours.lists(sha)).length,
    'only ours': all.filter((sha) => !listed.lists(sha) && ours.lists(sha)).length,
    'offered in vain': `${vain.length} of ${release.already.length} (${percent(vain.length, release.already.length)})`,
    lost: `${lost.length} of ${release.positive.length}`,
  }
}

interface Ends {
  readonly repo: string
  readonly gitDir: string
  readonly base: string
  readonly main: string
}

async function byFindCandidates(ends: Ends, cache: string, by = 'findCandidates, cold'): Promise<Listed> {
  const started = performance.now()
  await using picking = await openPicking(ends.gitDir)
  const found = await findCandidates({
    ...picking,
    gitDir: ends.gitDir,
    base: { tag: 'base', commit: ends.base, taggedAt: 0 },
    start: { branch: null, commit: ends.base },
    main: { ref: 'main', commit: ends.main },
    cache,
    webUrl: `https://github.com/${ends.repo}`,
    origins: null,
  })
  const ms = performance.now() - started
  const offered = found.candidates.filter(
    ({ id }) => !found.explainProbablyOnLine.some(({ candidate }) => candidate === id),
  )
  const shas = new Set(offered.flatMap(shasOf))
  return { by, ms, lists: (sha) => shas.has(sha) }
}

async function byBranchDiff(ends: Ends, { program, hook, home }: BranchDiff): Promise<Listed[]> {
  const started = performance.now()
  const args = ['--import', hook, program, '--format=sha', ends.base, ends.main]
  try {
    const options = { cwd: ends.gitDir, env: { PATH: process.env['PATH'], HOME: home }, maxBuffer: 1 << 28 }
    const { stdout } = await run(process.execPath, args, options)
    const ms = performance.now() - started
    const shas = new Set(stdout.split('\n'))
    return [{ by: `branch-diff ${VERSION}`, ms, lists: (sha) => shas.has(sha.slice(0, 10)) }]
  } catch (error) {
    console.log(`branch-diff cannot run here: ${firstLine(error)}`)
    return []
  }
}

async function byCherryPick({ gitDir, base, main }: Ends): Promise<Listed> {
  const started = performance.now()
  const { stdout } = await runGit(
    ['log', '--cherry-pick', '--right-only', '--format=%H', '--end-of-options', `${base}...${main}`],
    { gitDir },
  )
  const ms = performance.now() - started
  const shas = new Set(stdout.toString().split('\n'))
  return { by: 'git log --cherry-pick', ms, lists: (sha) => shas.has(sha) }
}

function firstLine(error: unknown): string {
  return String(error).split('\n')[0] ?? ''
}
