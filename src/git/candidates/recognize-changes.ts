import { createHash } from 'node:crypto'
import { getSubject, type LineKey } from '../../release/changes/candidate.ts'
import { normalizeTitle } from '../../release/changes/change-references.ts'
import { findPullRequest } from '../../release/changes/pull-request-messages.ts'
import { groupByKey } from './commit-lookup.ts'
import { listSubstance, type MainChange } from './group-commits.ts'
import { createAuthorshipKeys, type LineHistory } from './line-history.ts'
import { type PatchIdPlace, patchIds } from './patch-ids.ts'
import type { ReadCommit } from './read-both-sides.ts'

/** By what a change on main is known to be on the line, and as which commit. */
export interface RecognizedChange {
  readonly key: LineKey
  readonly lineCommit: string
}

/** Tells what of main the line has already. */
export interface ChangeRecognizer {
  /** By what the line is known to have the whole change; null when it has not. */
  readonly whole: (change: MainChange) => RecognizedChange | null
  /** The commits of a change that the line has, where it has some of several. */
  readonly parts: (change: MainChange) => readonly RecognizedPart[]
}

export interface RecognizedPart {
  readonly commit: ReadCommit
  readonly as: RecognizedChange
}

/**
 * Compares everything that came to main with what the line has, by patch-id, trailer, pull request number and
 * authorship. A pick that the line took back does not count, unless main took the change back in the same way: then
 * the line is where main is.
 */
export async function createRecognizer(
  changes: readonly MainChange[],
  line: LineHistory,
  place: PatchIdPlace,
): Promise<ChangeRecognizer> {
  const all = await matchesOf(changes, line, place)
  const mirrored = new Set([...all.values()].flat().map(({ lineCommit }) => lineCommit))
  const stands = (lineCommit: string) => {
    const by = line.takenBack.get(lineCommit)
    return by === undefined || mirrored.has(by)
  }
  const findMatch = ({ sha }: ReadCommit) =>
    all.get(sha)?.find(({ lineCommit }) => stands(lineCommit)) ?? null
  const recurring = findRecurringNumbers(changes)
  return {
    whole: (change) =>
      fromLine(change, line) ??
      matchEveryCommit(change.commits, findMatch) ??
      matchEveryCommit(change.merged.length > 0 ? listSubstance(change) : [], findMatch) ??
      matchByNumber(change, { line, stands, matchOf: findMatch, recurring }),
    parts: (change) =>
      listSubstance(change).flatMap((commit) => {
        const as = findMatch(commit)
        return as ? [{ commit, as }] : []
      }),
  }
}

/** Every commit of main with the line's commits that it is known as, the surest key first. */
async function matchesOf(
  changes: readonly MainChange[],
  line: LineHistory,
  place: PatchIdPlace,
): Promise<Map<string, RecognizedChange[]>> {
  const commits = changes.flatMap((change) => [...change.commits, ...change.merged])
  const named = new Map(commits.map((commit) => [commit.sha, matchByTrailer(commit, line)]))
  const unnamed = commits.filter(({ sha }) => named.get(sha)?.length === 0)
  const equal = await findEqualPatches(unnamed, line.commits, place)
  return new Map(
    commits.map((commit) => [
      commit.sha,
      [
        ...(named.get(commit.sha) ?? []),
        ...(equal.get(commit.sha) ?? []),
        ...matchByAuthorship(commit, line),
      ],
    ]),
  )
}

/** What a commit's and the line's messages say of one another. */
function matchByTrailer(commit: ReadCommit, line: LineHistory): RecognizedChange[] {
  const { pickedFrom, changeId } = commit.references
  const lineCommits = [
    ...line.picksOf(commit.sha),
    ...(changeId === null ? [] : (line.byChangeId.get(changeId) ?? [])),
    ...findCommonOrigins(pickedFrom, line),
  ]
  return lineCommits.map((lineCommit) => ({ key: 'trailer', lineCommit }))
}

function matchByAuthorship(commit: ReadCommit, line: LineHistory): RecognizedChange[] {
  const lineCommits = createAuthorshipKeys(commit).flatMap((key) => line.byAuthorship.get(key) ?? [])
  return lineCommits.map((lineCommit) => ({ key: 'authorship', lineCommit }))
}

/** Main's commit may be the copy: of the line's commit, or of a third one that the line has a copy of, too. */
function findCommonOrigins(pickedFrom: readonly string[], line: LineHistory): readonly string[] {
  const found = pickedFrom.map((origin) => {
    const itself = line.find(origin)
    return itself === null ? (line.byForeignOrigin.get(origin) ?? []) : [itself]
  })
  return found.every((lineCommits) => lineCommits.length > 0) ? (found[0] ?? []) : []
}

/**
 * Commits of equal patch-id. Equal patches touch equal paths, so that only commits whose set of paths is found on
 * the other side need one: a few hundred of thousands.
 */
async function findEqualPatches(
  main: readonly ReadCommit[],
  line: readonly ReadCommit[],
  place: PatchIdPlace,
): Promise<Map<string, RecognizedChange[]>> {
  const onLine = groupByKey(line.flatMap((commit) => createPathsKey(commit).map((key) => [key, commit])))
  const wanted = main.filter((commit) => createPathsKey(commit).some((key) => onLine.has(key)))
  const counterparts = new Set(
    wanted.flatMap((commit) => createPathsKey(commit).flatMap((key) => onLine.get(key) ?? [])),
  )
  const ids = await patchIds(place, [...wanted, ...counterparts])
  const byId = groupByKey(
    [...counterparts].flatMap(({ sha }) => {
      const id = ids.get(sha)
      return id === undefined ? [] : [[id, sha]]
    }),
  )
  return new Map(
    wanted.map(({ sha }) => {
      const equal = byId.get(ids.get(sha) ?? '') ?? []
      return [sha, equal.map((lineCommit) => ({ key: 'patch-id', lineCommit }) as const)]
    }),
  )
}

/** None for a commit without paths: nothing is no change to be recognised by. */
function createPathsKey({ paths }: ReadCommit): string[] {
  return paths.length === 0 ? [] : [createHash('sha1').update(paths.join('\0')).digest('base64')]
}

/** A merge of the line back into main brings nothing that the line lacks. */
function fromLine({ commits: [commit], merged }: MainChange, line: LineHistory): RecognizedChange | null {
  const lineCommit = commit?.parents.slice(1).find((parent) => line.find(parent) !== null)
  return merged.length === 0 && lineCommit !== undefined ? { key: 'history', lineCommit } : null
}

function matchEveryCommit(
  commits: readonly ReadCommit[],
  matchOf: (commit: ReadCommit) => RecognizedChange | null,
): RecognizedChange | null {
  const matches = commits.filter(({ paths }) => paths.length > 0).map(matchOf)
  return matches.includes(null) ? null : (matches.at(-1) ?? null)
}

interface ByNumber {
  readonly line: LineHistory
  readonly stands: (lineCommit: string) => boolean
  readonly matchOf: (commit: ReadCommit) => RecognizedChange | null
  readonly recurring: ReadonlySet<number>
}

/**
 * By the pull request's number. A commit of the line that bears the number as its own may be a copy of one of
 * several commits that bear it: there the titles must agree as well.
 */
function matchByNumber(
  change: MainChange,
  { line, stands, matchOf, recurring }: ByNumber,
): RecognizedChange | null {
  if (change.source.kind !== 'pull-request') return null
  const { number } = change.source
  const copies = (line.byPullRequest.get(number) ?? []).filter(({ lineCommit }) => stands(lineCommit))
  const alone = !recurring.has(number) && change.commits.length === 1 && listSubstance(change).length <= 1
  const whole = copies.find(({ outright }) => alone || (outright && !recurring.has(number)))
  if (whole) return { key: 'pull-request', lineCommit: whole.lineCommit }
  return matchEveryCommit(change.commits, (commit) => {
    const title = normalizeTitle(getSubject(commit.message))
    const same = copies.find((copy) => copy.title === title)
    return same ? { key: 'pull-request', lineCommit: same.lineCommit } : matchOf(commit)
  })
}

/** Numbers that came up on main more than once: an issue's, or a change that was put in again. */
function findRecurringNumbers(changes: readonly MainChange[]): Set<number> {
  return new Set(
    changes.flatMap(({ source, commits: [commit] }) => {
      const number = commit && source.kind === 'commit' ? findPullRequest(commit.message)?.number : undefined
      return number === undefined ? [] : [number]
    }),
  )
}
