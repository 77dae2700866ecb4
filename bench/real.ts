/**
 * How true the plan is of real repositories: `node bench/real.ts --repos DIR` takes every clone in DIR (work tree or bare)
 * back to the day before the last patch release of each of its lines (`--lines 3` of them), plans it, and compares that
 * with what people shipped. Nothing is written into the clones.
 */
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { findCandidates } from '../src/git/candidates/find-candidates.ts'
import { runGitText } from '../src/git/run-git.ts'
import { type PlanningGround, readGround } from '../src/planner/ground/read-ground.ts'
import { findLineBranch } from '../src/planner/line-start.ts'
import { planCut } from '../src/planner/plan/make-plan.ts'
import { type Workspace, withWorkspace } from '../src/planner/workspace/workspace.ts'
import { type Line, listLines } from '../src/release/lines.ts'
import type { Plan } from '../src/release/planning/plan.ts'
import { openPicking } from './releases.ts'

const { values } = parseArgs({
  options: { repos: { type: 'string' }, lines: { type: 'string', default: '2' } },
})
const DAY = 24 * 3600
const MOST_LINES = Number(values.lines)

interface Row {
  readonly repository: string
  readonly release: string
  readonly branch: string
  readonly shipped: number
  readonly onLine: number
  readonly proposed: number
  readonly shippedOfProposed: number
  readonly missed: number
  readonly seconds: number
}

async function rowsOf(name: string, path: string): Promise<Row[]> {
  const opening = { repository: path, jobs: null, onProgress: () => undefined }
  const surroundings = { cacheDir: join(tmpdir(), 'release-captain-bench-real') }
  return withWorkspace(opening, surroundings, async (workspace) => {
    const ground = await readGround(workspace, { repository: path, main: null, policyFile: null })
    const lines = listLines(ground.tags, ground.inForce.policy).filter(({ stable }) => stable.length > 1)
    const rows: Row[] = []
    for (const line of lines.slice(-MOST_LINES)) rows.push(await rowOf(workspace, { name, ground, line }))
    return rows
  })
}

interface Played {
  readonly name: string
  readonly ground: PlanningGround
  readonly line: Line
}

/** The last release of a line, as it would have been planned a day before it was made. */
async function rowOf(workspace: Workspace, { name, ground, line }: Played): Promise<Row> {
  const { gitDir } = workspace.repository
  const [base, released] = line.stable.slice(-2)
  if (!base || !released) throw new Error(`line ${line.name} was never patched`)
  const dayBefore = released.taggedAt - DAY
  const main = { ref: ground.main.ref, commit: await before(gitDir, ground.main.commit, dayBefore) }
  const branch = await findLineBranch(
    { gitDir, tags: ground.tags, main: ground.main, policy: ground.inForce.policy },
    line.name,
    line.base,
  )
  const head = branch === null ? base.commit : await before(gitDir, released.commit, dayBefore)
  const start = (await isWithin(gitDir, base.commit, head)) ? head : base.commit
  const started = performance.now()
  const { plan } = await planCut(workspace, {
    ground: { main, inForce: ground.inForce },
    cut: {
      kind: 'accepted',
      version: `v${released.version}`,
      tag: released.name,
      line: line.name,
      base,
      passedOver: [],
      start: { branch: branch?.branch.name ?? null, commit: start },
      warnings: [],
    },
    origins: null,
    learn: async () => ({ of: new Map(), unmatched: [] }),
    choose: (_, eligible) => ({ wanted: eligible, never: new Set() }),
    withDependencies: false,
    now: dayBefore,
    onProgress: () => undefined,
  })
  const seconds = (performance.now() - started) / 1000
  const shipped = await shippedIn(gitDir, { plan, base, upTo: released.commit, ground })
  const later = await shippedIn(gitDir, {
    plan,
    base,
    upTo: branch?.branch.commit ?? released.commit,
    ground,
  })
  const proposed = plan.picks.map(({ candidate }) => candidate)
  const known = new Set([...plan.onLine.flatMap(({ main }) => (main ? [main.id] : [])), ...proposed])
  const fromMain = shipped.flatMap((id) => (id === null ? [] : [id]))
  return {
    repository: name,
    release: released.name,
    branch: branch?.branch.name ?? 'none',
    shipped: fromMain.length,
    onLine: fromMain.filter((id) => plan.onLine.some(({ main }) => main?.id === id)).length,
    proposed: proposed.length,
    shippedOfProposed: proposed.filter((id) => later.includes(id)).length,
    missed: fromMain.filter((id) => !known.has(id)).length,
    seconds,
  }
}

interface Shipping {
  readonly plan: Plan
  readonly base: { readonly name: string; readonly commit: string; readonly taggedAt: number }
  readonly upTo: string
  readonly ground: PlanningGround
}

/** The changes that came to the line between its last release and a commit, by main's ids; null where main has none. */
async function shippedIn(gitDir: string, { base, upTo, ground }: Shipping): Promise<(string | null)[]> {
  await using picking = await openPicking(gitDir)
  const { onLine } = await findCandidates({
    ...picking,
    webUrl: null,
    origins: null,
    gitDir,
    base: { tag: base.name, commit: base.commit, taggedAt: base.taggedAt },
    start: { branch: 'the line', commit: upTo },
    main: ground.main,
    cache: null,
  })
  return onLine.map(({ main }) => main?.id ?? null)
}

async function before(gitDir: string, commit: string, seconds: number): Promise<string> {
  const args = ['rev-list', '-1', '--first-parent', `--before=${seconds}`, commit, '--']
  return (await runGitText(args, { gitDir })).trim() || commit
}

async function isWithin(gitDir: string, base: string, head: string): Promise<boolean> {
  return (await runGitText(['merge-base', base, head], { gitDir })).trim() === base
}

function print(rows: readonly Row[]): void {
  console.log(
    '| repository | release | branch | shipped | on the line | proposed | of them shipped | missed | s |',
  )
  console.log('| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |')
  for (const row of rows)
    console.log(
      `| ${[row.repository, row.release, row.branch, row.shipped, row.onLine, row.proposed, row.shippedOfProposed, row.missed, row.seconds.toFixed(1)].join(' | ')} |`,
    )
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0)
  const [shipped, missed] = [sum((row) => row.shipped), sum((row) => row.missed)]
  const [proposed, right] = [sum((row) => row.proposed), sum((row) => row.shippedOfProposed)]
  console.log(
    `\nAccounted for: ${shipped - missed} of ${shipped}. Proposed and shipped by people: ${right} of ${proposed}.`,
  )
}

if (values.repos === undefined) throw new Error('name the folder of the clones: --repos DIR')
const folder = resolve(values.repos)
const rows: Row[] = []
for (const name of readdirSync(folder)) {
  try {
    rows.push(...(await rowsOf(name, join(folder, name))))
  } catch (error) {
    console.error(`${name}: ${error instanceof Error ? error.message : error}`)
  }
}
print(rows)
