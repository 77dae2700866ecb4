import { createHash } from 'node:crypto'
import { type LineKey, subjectOf } from '../../release/candidate.ts'
import { titleKey } from '../../release/change-references.ts'
import { pullRequestOf } from '../../release/pull-request-messages.ts'
import { type PatchIdPlace, patchIds } from '../patch-ids.ts'
import { type Change, substanceOf } from './grouping.ts'
import { authorshipOf, type Line } from './line.ts'
import { grouped } from './lookup.ts'
import type { ReadCommit } from './read.ts'

/** By what a change on main is known to be on the line, and as which commit. */
export interface Recognised {
  readonly key: LineKey
  readonly lineCommit: string
}

/** Tells what of main the line has already. */
export interface Recogniser {
  /** By what the line is known to have the whole change; null when it has not. */
  readonly whole: (change: Change) => Recognised | null
  /** The commits of a change that the line has, where it has some of several. */
  readonly parts: (change: Change) => readonly RecognisedPart[]
}

export interface RecognisedPart {
  readonly commit: ReadCommit
  readonly as: Recognised
}

/**
 * Compares everything that came to main with what the line has, by patch-id, trailer, pull request number and
 * authorship. A pick that the line took back does not count, unless main took the change back in the same way: then
 * the line is where main is.
 */
export async function recogniser(
  changes: readonly Change[],
  line: Line,
  place: PatchIdPlace,
): Promise<Recogniser> {
  const all = await matchesOf(changes, line, place)
  const mirrored = new Set([...all.values()].flat().map(({ lineCommit }) => lineCommit))
  const stands = (lineCommit: string) => {
    const by = line.takenBack.get(lineCommit)
    return by === undefined || mirrored.has(by)
  }
  const matchOf = ({ sha }: ReadCommit) => all.get(sha)?.find(({ lineCommit }) => stands(lineCommit)) ?? null
  const recurring = recurringNumbers(changes)
  return {
    whole: (change) =>
      fromLine(change, line) ??
      everyOne(change.commits, matchOf) ??
      everyOne(change.merged.length > 0 ? substanceOf(change) : [], matchOf) ??
      byNumber(change, { line, stands, matchOf, recurring }),
    parts: (change) =>
      substanceOf(change).flatMap((commit) => {
        const as = matchOf(commit)
        return as ? [{ commit, as }] : []
      }),
  }
}

/** Every commit of main with the line's commits that it is known as, the surest key first. */
async function matchesOf(
  changes: readonly Change[],
  line: Line,
  place: PatchIdPlace,
): Promise<Map<string, Recognised[]>> {
  const commits = changes.flatMap((change) => [...change.commits, ...change.merged])
  const named = new Map(commits.map((commit) => [commit.sha, byTrailer(commit, line)]))
  const unnamed = commits.filter(({ sha }) => named.get(sha)?.length === 0)
  const equal = await equalPatches(unnamed, line.commits, place)
  return new Map(
    commits.map((commit) => [
      commit.sha,
      [...(named.get(commit.sha) ?? []), ...(equal.get(commit.sha) ?? []), ...byAuthorship(commit, line)],
    ]),
  )
}

/** What a commit's and the line's messages say of one another. */
function byTrailer(commit: ReadCommit, line: Line): Recognised[] {
  const { pickedFrom, changeId } = commit.references
  const lineCommits = [
    ...line.picksOf(commit.sha),
    ...(changeId === null ? [] : (line.byChangeId.get(changeId) ?? [])),
    ...commonOrigins(pickedFrom, line),
  ]
  return lineCommits.map((lineCommit) => ({ key: 'trailer', lineCommit }))
}

function byAuthorship(commit: ReadCommit, line: Line): Recognised[] {
  const lineCommits = authorshipOf(commit).flatMap((key) => line.byAuthorship.get(key) ?? [])
  return lineCommits.map((lineCommit) => ({ key: 'authorship', lineCommit }))
}

/** Main's commit may be the copy: of the line's commit, or of a third one that the line has a copy of, too. */
function commonOrigins(pickedFrom: readonly string[], line: Line): readonly string[] {
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
async function equalPatches(
  main: readonly ReadCommit[],
  line: readonly ReadCommit[],
  place: PatchIdPlace,
): Promise<Map<string, Recognised[]>> {
  const onLine = grouped(line.flatMap((commit) => pathsKey(commit).map((key) => [key, commit])))
  const wanted = main.filter((commit) => pathsKey(commit).some((key) => onLine.has(key)))
  const counterparts = new Set(
    wanted.flatMap((commit) => pathsKey(commit).flatMap((key) => onLine.get(key) ?? [])),
  )
  const ids = await patchIds(place, [...wanted, ...counterparts])
  const byId = grouped(
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
function pathsKey({ paths }: ReadCommit): string[] {
  return paths.length === 0 ? [] : [createHash('sha1').update(paths.join('\0')).digest('base64')]
}

/** A merge of the line back into main brings nothing that the line lacks. */
function fromLine({ commits: [commit], merged }: Change, line: Line): Recognised | null {
  const lineCommit = commit?.parents.slice(1).find((parent) => line.find(parent) !== null)
  return merged.length === 0 && lineCommit !== undefined ? { key: 'history', lineCommit } : null
}

function everyOne(
  commits: readonly ReadCommit[],
  matchOf: (commit: ReadCommit) => Recognised | null,
): Recognised | null {
  const matches = commits.filter(({ paths }) => paths.length > 0).map(matchOf)
  return matches.includes(null) ? null : (matches.at(-1) ?? null)
}

interface ByNumber {
  readonly line: Line
  readonly stands: (lineCommit: string) => boolean
  readonly matchOf: (commit: ReadCommit) => Recognised | null
  readonly recurring: ReadonlySet<number>
}

/**
 * By the pull request's number. A commit of the line that bears the number as its own may be a copy of one of
 * several commits that bear it: there the titles must agree as well.
 */
function byNumber(change: Change, { line, stands, matchOf, recurring }: ByNumber): Recognised | null {
  if (change.source.kind !== 'pull-request') return null
  const { number } = change.source
  const copies = (line.byPullRequest.get(number) ?? []).filter(({ lineCommit }) => stands(lineCommit))
  const alone = !recurring.has(number) && change.commits.length === 1 && substanceOf(change).length <= 1
  const whole = copies.find(({ outright }) => alone || (outright && !recurring.has(number)))
  if (whole) return { key: 'pull-request', lineCommit: whole.lineCommit }
  return everyOne(change.commits, (commit) => {
    const title = titleKey(subjectOf(commit.message))
    const same = copies.find((copy) => copy.title === title)
    return same ? { key: 'pull-request', lineCommit: same.lineCommit } : matchOf(commit)
  })
}

/** Numbers that came up on main more than once: an issue's, or a change that was put in again. */
function recurringNumbers(changes: readonly Change[]): Set<number> {
  return new Set(
    changes.flatMap(({ source, commits: [commit] }) => {
      const number = commit && source.kind === 'commit' ? pullRequestOf(commit.message)?.number : undefined
      return number === undefined ? [] : [number]
    }),
  )
}
