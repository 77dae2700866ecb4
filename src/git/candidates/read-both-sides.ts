import type { Commit, FindOrigins } from '../../release/changes/candidate.ts'
import { parseReferences } from '../../release/changes/change-references.ts'
import { Refused } from '../../release/refusal.ts'
import { runGitText } from '../run-git.ts'
import { assertReadable, mergeBase, readHistory, readShallowBoundary } from './history.ts'
import { type Landing, listLandings, type Origins, type ReadCommit } from './landings.ts'
import { type Ends, refuseEmptyRange, refuseShallow, refuseUnrelated } from './range-refusals.ts'

/** Both sides of the fork between the release line and main. */
export interface BothSides {
  readonly mergeBase: string
  /** Main's own order, oldest first. */
  readonly main: readonly Landing[]
  /** The pull requests of main's commits; null where only their messages tell. */
  readonly origins: Origins | null
  /** Everything that the line has since it left main, oldest first. */
  readonly line: readonly ReadCommit[]
  /** What came to the line since its last release, in the line's own order. */
  readonly sinceBase: readonly Landing[]
  /** Those of them that main has too: they came to main before the line left it. */
  readonly shared: ReadonlySet<string>
  /** The pull requests of these. */
  readonly originsOfLine: Origins | null
}

/** The ends of both sides, and who knows which pull request brought a commit. */
export interface SidesQuery extends Ends {
  readonly origins: FindOrigins | null
}

/**
 * Reads both sides with a process each.
 *
 * @throws {Refused} when the histories are unrelated, nothing came to main, or a shallow clone ends in between
 */
export async function readBothSides(gitDir: string, ends: SidesQuery): Promise<BothSides> {
  const [base, tip] = [ends.start.commit, ends.main.commit]
  const [common, shallow] = await Promise.all([mergeBase(gitDir, [base, tip]), readShallowBoundary(gitDir)])
  if (common === null) {
    // git tells a history that cannot be read to its end from an unrelated one in words alone.
    await assertReadable(gitDir, [base, tip])
    throw new Refused(shallow.size > 0 ? refuseShallow(ends) : refuseUnrelated(ends))
  }

  const main = (await readHistory({ gitDir, from: base, to: tip })).map(addReferences)
  const since = await readSinceBase(gitDir, ends)
  if (main.length === 0 && since.length === 0) throw new Refused(refuseEmptyRange(ends))
  const origins = await askOrigins(main, 'main', ends)
  const landings = listLandings(main, { tip, branch: ends.main.ref, origins })

  // The fork on main's own line. It is older than the merge base where the line was merged back into main.
  const fork = findOldestOfOwn(main, tip)?.parents[0] ?? common
  const line = fork === base ? [] : await readHistory({ gitDir, from: fork, to: base })
  if ([...main, ...line, ...since].some(({ sha }) => shallow.has(sha))) throw new Refused(refuseShallow(ends))
  const originsOfLine = await askOrigins(since, 'line', ends)
  const lineBranch = ends.start.branch ?? ends.base.tag
  const asked = { tip: base, branch: lineBranch, origins: originsOfLine }
  const sinceBase = since.length === 0 ? [] : listLandings(since, asked)
  return {
    mergeBase: common,
    main: landings,
    origins,
    line: line.map(addReferences),
    sinceBase,
    shared: await listShared(gitDir, since, common),
    originsOfLine,
  }
}

async function listShared(
  gitDir: string,
  since: readonly ReadCommit[],
  fork: string,
): Promise<ReadonlySet<string>> {
  if (since.length === 0) return new Set()
  const own = new Set(since.map(({ sha }) => sha))
  const oldest = since
    .flatMap(({ parents }) => parents.filter((sha) => !own.has(sha)))
    .map((sha) => `^${sha}`)
  const behind = await runGitText(['rev-list', fork, ...new Set(oldest), '--'], { gitDir })
  return new Set(behind.split('\n')).intersection(own)
}

async function readSinceBase(gitDir: string, { base, start }: Ends): Promise<ReadCommit[]> {
  if (start.commit === base.commit) return []
  return (await readHistory({ gitDir, from: base.commit, to: start.commit })).map(addReferences)
}

async function askOrigins(
  commits: readonly ReadCommit[],
  side: 'main' | 'line',
  { origins }: SidesQuery,
): Promise<Origins | null> {
  if (origins === null) return null
  return commits.length === 0
    ? new Map()
    : origins(
        commits.map(({ sha }) => sha),
        side,
      )
}

/** The oldest commit of main's first-parent line. */
function findOldestOfOwn(commits: readonly ReadCommit[], tip: string): ReadCommit | undefined {
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]))
  let oldest: ReadCommit | undefined
  for (let at = bySha.get(tip); at; at = bySha.get(at.parents[0] ?? '')) oldest = at
  return oldest
}

function addReferences(commit: Commit): ReadCommit {
  return { ...commit, references: parseReferences(commit.message) }
}
