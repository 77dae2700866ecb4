import type { Commit } from '../../release/changes/candidate.ts'
import { type ChangeReferences, parseReferences } from '../../release/changes/change-references.ts'
import { Refused } from '../../release/refusal.ts'
import { assertReadable, mergeBase, readHistory, readShallowBoundary } from './history.ts'
import { type Ends, refuseEmptyRange, refuseShallow, refuseUnrelated } from './range-refusals.ts'

/** A commit with what its message refers to, parsed once. */
export interface ReadCommit extends Commit {
  readonly references: ChangeReferences
}

/** A commit of main's own line, with what came by merging it. */
export interface Landing {
  readonly commit: ReadCommit
  /** What the merge brought, oldest first; empty for any other commit. */
  readonly merged: readonly ReadCommit[]
}

/** Both sides of the fork between the release line and main. */
export interface BothSides {
  readonly mergeBase: string
  /** Main's own (first-parent) order, oldest first. */
  readonly main: readonly Landing[]
  /** Everything that the line has since it left main, oldest first. */
  readonly line: readonly ReadCommit[]
  /** What came to the line since its last release, in the line's own order. */
  readonly sinceBase: readonly Landing[]
}

/**
 * Reads both sides with a process each.
 *
 * @throws {Refused} when the histories are unrelated, nothing came to main, or a shallow clone ends in between
 */
export async function readBothSides(gitDir: string, ends: Ends): Promise<BothSides> {
  const [base, tip] = [ends.start.commit, ends.main.commit]
  const [common, shallow] = await Promise.all([mergeBase(gitDir, [base, tip]), readShallowBoundary(gitDir)])
  if (common === null) {
    // git tells a history that cannot be read to its end from an unrelated one in words alone.
    await assertReadable(gitDir, [base, tip])
    throw new Refused(shallow.size > 0 ? refuseShallow(ends) : refuseUnrelated(ends))
  }

  const main = await readHistory({ gitDir, from: base, to: tip })
  const sinceBase = await readSinceBase(gitDir, ends)
  if (main.length === 0 && sinceBase.length === 0) throw new Refused(refuseEmptyRange(ends))
  const landings = listLandings(main.map(addReferences), tip)

  // The fork on main's own line. It is older than the merge base where the line was merged back into main.
  const fork = landings[0]?.commit.parents[0] ?? common
  const line = fork === base ? [] : await readHistory({ gitDir, from: fork, to: base })
  if ([...main, ...line, ...sinceBase.map(({ commit }) => commit)].some(({ sha }) => shallow.has(sha)))
    throw new Refused(refuseShallow(ends))
  return { mergeBase: common, main: landings, line: line.map(addReferences), sinceBase }
}

async function readSinceBase(gitDir: string, { base, start }: Ends): Promise<Landing[]> {
  if (start.commit === base.commit) return []
  const commits = await readHistory({ gitDir, from: base.commit, to: start.commit })
  return listLandings(commits.map(addReferences), start.commit)
}

function addReferences(commit: Commit): ReadCommit {
  return { ...commit, references: parseReferences(commit.message) }
}

/** Follows first parents down from the tip and gives every other commit to the merge that brought it. */
function listLandings(commits: readonly ReadCommit[], tip: string): Landing[] {
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]))
  const own: ReadCommit[] = []
  for (let at = bySha.get(tip); at; at = bySha.get(at.parents[0] ?? '')) own.push(at)
  const order = new Map(commits.map(({ sha }, index) => [sha, index]))
  const taken = new Set(own.map(({ sha }) => sha))
  return own
    .toReversed()
    .map((commit) => ({ commit, merged: listBroughtBy(commit, { bySha, order, taken }) }))
}

interface Walk {
  readonly bySha: ReadonlyMap<string, ReadCommit>
  readonly order: ReadonlyMap<string, number>
  /** What stands on main's own line or came by an earlier merge. */
  readonly taken: Set<string>
}

function listBroughtBy(merge: ReadCommit, { bySha, order, taken }: Walk): ReadCommit[] {
  const found: ReadCommit[] = []
  const waiting = merge.parents.slice(1)
  for (let sha = waiting.pop(); sha !== undefined; sha = waiting.pop()) {
    const commit = bySha.get(sha)
    if (!commit || taken.has(sha)) continue
    taken.add(sha)
    found.push(commit)
    waiting.push(...commit.parents)
  }
  return found.sort((a, b) => (order.get(a.sha) ?? 0) - (order.get(b.sha) ?? 0))
}
