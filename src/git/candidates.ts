import type { Candidate, Candidates, Commit, LeftOut, LeftOutReason, Range } from '../release/candidate.ts'
import { flagsOf } from './candidates/flags.ts'
import { type Change, groupChanges, partOf, withoutParts } from './candidates/grouping.ts'
import { readLine } from './candidates/line.ts'
import { shaFinder } from './candidates/lookup.ts'
import { type ReadCommit, readBothSides } from './candidates/read.ts'
import { type Recogniser, recogniser } from './candidates/recognise.ts'
import { explained } from './candidates/refusals.ts'
import { type MainReferences, referencesOnMain, revertPairs } from './candidates/reverts.ts'

/** Between which ends of history candidates are looked for, and with what. */
export interface CandidateSearch {
  /** A git directory that has the objects; refs and configuration of its own it needs none. Only read. */
  readonly gitDir: string
  readonly base: Range['base']
  readonly main: Range['main']
  /** The folder that keeps patch-ids from one search to the next; null keeps nothing. */
  readonly cache: string | null
  /** Told when a stage begins. */
  readonly onStage?: (stage: Stage) => void
}

export type Stage = 'reading history' | 'comparing patches' | 'sorting changes'

/**
 * The changes merged to main since the line's last tag, sorted into what may be taken and what not (§1.1,
 * Cherry-Pick Candidates). Nothing is written but the cache.
 *
 * @throws {Refused} when the histories are unrelated, nothing came to main, or objects are missing or damaged
 */
export async function findCandidates(search: CandidateSearch): Promise<Candidates> {
  try {
    return await sortedCandidates(search)
  } catch (error) {
    throw explained(error)
  }
}

async function sortedCandidates(search: CandidateSearch): Promise<Candidates> {
  const { gitDir, base, main, cache, onStage = () => undefined } = search
  onStage('reading history')
  const sides = await readBothSides(gitDir, { base, main })
  const changes = groupChanges(sides.main)
  const commits = changes.flatMap((change) => [...change.commits, ...change.merged])
  const line = readLine(sides.line, shaFinder(commits.map(({ sha }) => sha)))

  onStage('comparing patches')
  const recognise = await recogniser(changes, line, { gitDir, cache })

  onStage('sorting changes')
  const references = referencesOnMain(changes)
  const reasons = reasonsOf(changes, recognise, references)
  const candidates = changes.filter(({ id }) => !reasons.has(id))
  return {
    range: { base, main, mergeBase: sides.mergeBase },
    candidates: candidates.map((change) =>
      plainly(withoutParts(change, new Set(recognise.parts(change).map(({ commit }) => commit.sha)))),
    ),
    leftOut: changes.flatMap((change) => {
      const reason = reasons.get(change.id)
      return reason ? [{ candidate: plainly(change), reason }] : partsLeftOut(change, recognise)
    }),
    flags: flagsOf(candidates, references),
  }
}

/** Of a pull request that the line has in part, the part. */
function partsLeftOut(change: Change, { parts }: Recogniser): LeftOut[] {
  return parts(change).map(({ commit, as }) => ({
    candidate: plainly(partOf(change, commit)),
    reason: { kind: 'already-on-line', ...as },
  }))
}

/** Why changes are left out, by their ids. What is empty or on the line already needs no revert to be left out. */
function reasonsOf(
  changes: readonly Change[],
  recognise: Recogniser,
  references: MainReferences,
): Map<string, LeftOutReason> {
  const plain = new Map(
    changes.flatMap((change) => {
      const reason = plainReason(change, recognise)
      return reason ? [[change.id, reason] as const] : []
    }),
  )
  return new Map([...revertPairs(references, ({ id }) => plain.has(id)), ...plain])
}

function plainReason(change: Change, recognise: Recogniser): LeftOutReason | null {
  const recognised = recognise.whole(change)
  if (recognised) return { kind: 'already-on-line', ...recognised }
  return change.commits.every(({ paths }) => paths.length === 0) ? { kind: 'empty' } : null
}

/** Without what was parsed for this search only. */
function plainly(change: Change): Candidate {
  return {
    ...change,
    commits: change.commits.map(withoutReferences),
    merged: change.merged.map(withoutReferences),
  }
}

function withoutReferences({ references: _, ...commit }: ReadCommit): Commit {
  return commit
}
