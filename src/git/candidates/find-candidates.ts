import type {
  Candidate,
  Candidates,
  Commit,
  LeftOut,
  LeftOutReason,
  OnLine,
  Range,
} from '../../release/changes/candidate.ts'
import { createShaFinder } from './commit-lookup.ts'
import { listFlags } from './flags.ts'
import { extractPart, groupChanges, type MainChange, removeParts } from './group-commits.ts'
import { readLine } from './line-history.ts'
import { explainReadError } from './range-refusals.ts'
import { type ReadCommit, readBothSides } from './read-both-sides.ts'
import { type ChangeRecognizer, createRecognizer } from './recognize-changes.ts'
import { type MainReferences, resolveReferences, revertPairs } from './reverts.ts'

/** Between which ends of history candidates are looked for, and with what. */
export interface CandidateSearch {
  /** A git directory that has the objects; refs and configuration of its own it needs none. Only read. */
  readonly gitDir: string
  readonly base: Range['base']
  readonly start: Range['start']
  readonly main: Range['main']
  /** The folder that keeps patch-ids from one search to the next; null keeps nothing. */
  readonly cache: string | null
  /** Told when a stage begins. */
  readonly onStage?: (stage: CandidateStage) => void
}

export type CandidateStage = 'reading history' | 'comparing patches' | 'sorting changes'

/**
 * The changes merged to main since the line's last tag, sorted into what may be taken and what not (§1.1,
 * Cherry-Pick Candidates). Nothing is written but the cache.
 *
 * @throws {Refused} when the histories are unrelated, nothing came to main, or objects are missing or damaged
 */
export async function findCandidates(search: CandidateSearch): Promise<Candidates> {
  try {
    return await sortCandidates(search)
  } catch (error) {
    throw explainReadError(error)
  }
}

async function sortCandidates(search: CandidateSearch): Promise<Candidates> {
  const { gitDir, base, start, main, cache, onStage = () => undefined } = search
  onStage('reading history')
  const sides = await readBothSides(gitDir, { base, start, main })
  const changes = groupChanges(sides.main)
  const commits = changes.flatMap((change) => [...change.commits, ...change.merged])
  const line = readLine(sides.line, createShaFinder(commits.map(({ sha }) => sha)))

  onStage('comparing patches')
  const recognise = await createRecognizer(changes, line, { gitDir, cache })

  onStage('sorting changes')
  const references = resolveReferences(changes)
  const reasons = findReasons(changes, recognise, references)
  const candidates = changes.filter(({ id }) => !reasons.has(id))
  return {
    range: { base, start, main, mergeBase: sides.mergeBase },
    onLine: matched(groupChanges(sides.sinceBase), changes, recognise),
    candidates: candidates.map((change) =>
      toCandidate(removeParts(change, new Set(recognise.parts(change).map(({ commit }) => commit.sha)))),
    ),
    leftOut: changes.flatMap((change) => {
      const reason = reasons.get(change.id)
      return reason ? [{ candidate: toCandidate(change), reason }] : listPartsLeftOut(change, recognise)
    }),
    flags: listFlags(candidates, references),
  }
}

/** The line's own changes, each with the one of main that it is a copy of. */
function matched(
  onLine: readonly MainChange[],
  main: readonly MainChange[],
  { whole, parts }: ChangeRecognizer,
): OnLine[] {
  const origins = new Map(
    main.flatMap((change) => {
      const as = whole(change)
      const all = as ? [as] : parts(change).map((part) => part.as)
      return all.map(({ lineCommit }) => [lineCommit, change] as const)
    }),
  )
  return onLine.map((change) => {
    const own = [...change.commits, ...change.merged].map(({ sha }) => origins.get(sha))
    const found = own.find((origin) => origin !== undefined)
    return { change: toCandidate(change), main: found ? toCandidate(found) : null }
  })
}

/** Of a pull request that the line has in part, the part. */
function listPartsLeftOut(change: MainChange, { parts }: ChangeRecognizer): LeftOut[] {
  return parts(change).map(({ commit, as }) => ({
    candidate: toCandidate(extractPart(change, commit)),
    reason: { kind: 'already-on-line', ...as },
  }))
}

/** Why changes are left out, by their ids. What is empty or on the line already needs no revert to be left out. */
function findReasons(
  changes: readonly MainChange[],
  recognise: ChangeRecognizer,
  references: MainReferences,
): Map<string, LeftOutReason> {
  const plain = new Map(
    changes.flatMap((change) => {
      const reason = findPlainReason(change, recognise)
      return reason ? [[change.id, reason] as const] : []
    }),
  )
  return new Map([...revertPairs(references, ({ id }) => plain.has(id)), ...plain])
}

function findPlainReason(change: MainChange, recognise: ChangeRecognizer): LeftOutReason | null {
  const recognised = recognise.whole(change)
  if (recognised) return { kind: 'already-on-line', ...recognised }
  return change.commits.every(({ paths }) => paths.length === 0) ? { kind: 'empty' } : null
}

/** Without what was parsed for this search only. */
function toCandidate(change: MainChange): Candidate {
  return {
    ...change,
    commits: change.commits.map(dropReferences),
    merged: change.merged.map(dropReferences),
  }
}

function dropReferences({ references: _, ...commit }: ReadCommit): Commit {
  return commit
}
