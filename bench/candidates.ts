// Counts what `findCandidates` makes of real releases, and where its time goes.
//   npm exec -c 'node bench/candidates.ts --repos DIR --dataset FILE [--only TEXT] [--verbose]'
// DIR has bare clones as `owner+name.git` or `owner+name/repo`; FILE is one JSON object a line (replay/README.md).
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  type CandidateSearch,
  type CandidateStage,
  findCandidates,
} from '../src/git/candidates/find-candidates.ts'
import type { Candidates } from '../src/release/changes/candidate.ts'
import { borrow, openPicking, percent, type Release, readReleases, shasOf, withScratch } from './releases.ts'

const { values } = parseArgs({
  options: {
    repos: { type: 'string' },
    dataset: { type: 'string' },
    only: { type: 'string', default: '' },
    verbose: { type: 'boolean', default: false },
  },
})
if (!values.repos || !values.dataset)
  throw new Error('usage: node bench/candidates.ts --repos DIR --dataset FILE')
const repos = values.repos
const releases = await readReleases(values.dataset, values.only)
await withScratch((scratch) => measureAll(releases, scratch))

async function measureAll(releases: readonly Release[], scratch: string): Promise<void> {
  const rows: Awaited<ReturnType<typeof measure>>[] = []
  for (const release of releases) rows.push(await measure(release, scratch))
  console.table(rows.map(({ counts: _, ...row }) => row))
  const sum = (pick: (counts: Counts) => number) =>
    rows.reduce((total, { counts }) => total + pick(counts), 0)
  const [found, already] = [sum(({ found: f }) => f), sum(({ already: a }) => a)]
  const [foundLandings, landings] = [sum(({ foundLandings: f }) => f), sum(({ landings: l }) => l)]
  console.log(`already on the line, by commit: ${found} of ${already} (${percent(found, already)})`)
  console.log(
    `already on the line, by what stands on main: ${foundLandings} of ${landings} (${percent(foundLandings, landings)})`,
  )
  console.log(
    `taken by people, yet left out: ${sum(({ lost }) => lost)} of ${sum(({ positive }) => positive)}`,
  )
  console.log(`peak memory: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
}

interface Counts {
  readonly found: number
  readonly already: number
  readonly foundLandings: number
  readonly landings: number
  readonly lost: number
  readonly positive: number
}

async function measure(release: Release, scratch: string) {
  const gitDir = await borrow({ repos, scratch }, release.repo)
  const cache = await mkdtemp(join(scratch, 'cache-'))
  await using picking = await openPicking(gitDir)
  const search = {
    ...picking,
    gitDir,
    base: { tag: release.id, commit: release.base_sha, taggedAt: 0 },
    start: { branch: null, commit: release.base_sha },
    main: { ref: release.main, commit: release.main_cut },
    cache,
    webUrl: `https://github.com/${release.repo}`,
    origins: null,
  }
  const cold = await timed(search)
  const warm = await timed(search)
  const counts = count(release, cold.result)
  return {
    release: release.id,
    commits: release.main_first_parent.length,
    candidates: cold.result.candidates.length,
    'already found': `${counts.found}/${counts.already} ${percent(counts.found, counts.already)}`,
    lost: `${counts.lost}/${counts.positive}`,
    'left out': leftOutCounts(cold.result),
    probable: probableCounts(cold.result),
    flags: cold.result.flags.length,
    'cold ms': cold.stages,
    'warm ms': warm.stages,
    counts,
  }
}

async function timed(search: CandidateSearch) {
  const marks: { stage: CandidateStage; at: number }[] = []
  const result = await findCandidates({
    ...search,
    onStage: (stage) => marks.push({ stage, at: performance.now() }),
  })
  const end = performance.now()
  const spent = marks.map(({ at }, i) => Math.round((marks[i + 1]?.at ?? end) - at))
  return { result, stages: `${Math.round(end - (marks[0]?.at ?? end))} = ${spent.join(' + ')}` }
}

function count(release: Release, result: Candidates): Counts {
  const probable = new Set(result.explainProbablyOnLine.map(({ candidate }) => candidate))
  const onLine = new Set([
    ...result.leftOut.flatMap(({ candidate, reason }) =>
      reason.kind === 'already-on-line' || reason.kind === 'empty' ? shasOf(candidate) : [],
    ),
    ...result.candidates.filter(({ id }) => probable.has(id)).flatMap(shasOf),
  ])
  const landings = new Set(release.already.map(({ main_first_parent }) => main_first_parent))
  const missed = release.already.filter(({ main_sha }) => !onLine.has(main_sha))
  const candidates = new Set(result.candidates.filter(({ id }) => !probable.has(id)).flatMap(shasOf))
  const lost = release.positive.filter((sha) => !candidates.has(sha))
  if (values.verbose) explain({ release, result, missed, lost })
  return {
    found: release.already.length - missed.length,
    already: release.already.length,
    foundLandings: [...landings].filter((sha) => onLine.has(sha)).length,
    landings: landings.size,
    lost: lost.length,
    positive: release.positive.length,
  }
}

function explain(of: {
  release: Release
  result: Candidates
  missed: Release['already']
  lost: string[]
}): void {
  for (const { main_sha, main_first_parent, how } of of.missed) {
    const left = of.result.leftOut.find(({ candidate }) => shasOf(candidate).includes(main_sha))
    console.log(
      `missed ${of.release.id} ${main_sha} in ${main_first_parent} ${how.join()}: ${left?.reason.kind ?? 'candidate'}`,
    )
  }
  for (const sha of of.lost) {
    const left = of.result.leftOut.find(({ candidate }) => shasOf(candidate).includes(sha))
    console.log(`lost ${of.release.id} ${sha}: ${JSON.stringify(left?.reason ?? 'not seen')}`)
  }
}

function leftOutCounts({ leftOut }: Candidates): string {
  const counts = Map.groupBy(leftOut, ({ reason }) =>
    reason.kind === 'already-on-line' ? reason.key : reason.kind,
  )
  return [...counts].map(([kind, list]) => `${kind} ${list.length}`).join(', ')
}

function probableCounts({ explainProbablyOnLine }: Candidates): string {
  const counts = Map.groupBy(explainProbablyOnLine, ({ evidence: [first] }) => first?.key ?? '')
  return [...counts].map(([key, list]) => `${key} ${list.length}`).join(', ')
}
