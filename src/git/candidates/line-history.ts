import { getSubject } from '../../release/changes/candidate.ts'
import { normalizeTitle } from '../../release/changes/change-references.ts'
import { findPullRequest, listNumbers } from '../../release/changes/pull-request-messages.ts'
import { stripDecoration } from '../../release/subject-decoration.ts'
import {
  createShaFinder,
  findTakenBack,
  findUndoings,
  groupByKey,
  groupByTitle,
  type ShaFinder,
} from './commit-lookup.ts'
import type { ReadCommit } from './landings.ts'
import type { OwnRepository } from './own-repository.ts'

/** Says which pull requests of main a commit of the line is a copy of. */
export interface CopyOfPullRequest {
  readonly lineCommit: string
  /** The subject without numbers, to tell apart several commits that bear one number. */
  readonly title: string
  /** It says outright that it is a backport of the pull request, or has a number of its own besides. */
  readonly outright: boolean
  /** The files that it touches. */
  readonly paths: readonly string[]
}

/** What the line has since it left main, by everything that a change on main can be recognised by. */
export interface LineHistory {
  readonly commits: readonly ReadCommit[]
  /** The line's commits that name this commit as the one they were picked from. */
  readonly picksOf: (mainSha: string) => readonly string[]
  /** Line commits by the names of what they were picked from that are not on main since the fork. */
  readonly byForeignOrigin: ReadonlyMap<string, readonly string[]>
  readonly byChangeId: ReadonlyMap<string, readonly string[]>
  readonly byAuthorship: ReadonlyMap<string, readonly string[]>
  /** By what their subjects say, for those that say enough. */
  readonly bySubject: ReadonlyMap<string, readonly string[]>
  readonly byPullRequest: ReadonlyMap<number, readonly CopyOfPullRequest[]>
  readonly find: ShaFinder
  /** Whether no later commit of the line touched what this one did. */
  readonly isUntouched: (sha: string) => boolean
  /** The line's own commits that were taken back there, and by which commit. */
  readonly takenBack: ReadonlyMap<string, string>
}

/** What a line's commits may name: main's commits since the fork, and pull requests of this repository. */
export interface NamesOnMain {
  readonly find: ShaFinder
  readonly own: OwnRepository
}

/** Sorts the line's commits by what they say of themselves. */
export function readLine(
  commits: readonly ReadCommit[],
  { find: findOnMain, own }: NamesOnMain,
): LineHistory {
  const origins = commits.flatMap(({ sha, references }) =>
    references.pickedFrom.map((origin) => ({ sha, origin, onMain: findOnMain(origin) })),
  )
  const picks = groupByKey(origins.flatMap(({ sha, onMain }) => (onMain === null ? [] : [[onMain, sha]])))
  const byPullRequest = groupByKey(commits.flatMap((commit) => listCopies(commit, own)))
  const find = createShaFinder(commits.map(({ sha }) => sha))
  return {
    commits,
    picksOf: (mainSha) => picks.get(mainSha) ?? [],
    byForeignOrigin: groupByKey(
      origins.flatMap(({ sha, origin, onMain }) => (onMain === null ? [[origin, sha]] : [])),
    ),
    byChangeId: groupByKey(
      commits.flatMap(({ sha, references }) =>
        references.changeId === null ? [] : [[references.changeId, sha]],
      ),
    ),
    byAuthorship: groupByKey(
      commits.flatMap((commit) => createAuthorshipKeys(commit).map((key) => [key, commit.sha])),
    ),
    bySubject: groupByKey(
      commits.flatMap((commit) => createSubjectKeys(commit).map((key) => [key, commit.sha])),
    ),
    byPullRequest,
    find,
    isUntouched: untouchedSince(commits),
    takenBack: findTakenBackOnLine(commits, {
      find: (sha) => picksAlso(find(sha), picks.get(findOnMain(sha) ?? '')),
      byPullRequest,
    }),
  }
}

function untouchedSince(commits: readonly ReadCommit[]): (sha: string) => boolean {
  const last = new Map(commits.flatMap(({ sha, paths }) => paths.map((path) => [path, sha] as const)))
  const pathsOf = new Map(commits.map(({ sha, paths }) => [sha, paths]))
  return (sha) => pathsOf.get(sha)?.every((path) => last.get(path) === sha) ?? false
}

/** A pick leaves author, author time and subject as they are. A merge is a merger's own work and never picked so. */
export function createAuthorshipKeys({ parents, author, authoredAt, message }: ReadCommit): string[] {
  return parents.length > 1
    ? []
    : [[author.email, authoredAt, normalizeTitle(getSubject(message))].join('\n')]
}

/** Behind a subject: the branch that a bot or a person made the change for, `(master)`, `[release-1.21]`. */
const FOR_BRANCH =
  /\s*[[(](?:backport(?: to)? )?(?:master|main|trunk|devel(?:op)?|\S*(?:stable|maint)\S*|(?:rel(?:ease)?|branch)[-_/ ]?v?\d\S*|v?\d[\w.-]*)[\])]$/i
/** A subject of fewer words says too little: `Fix typo`. */
const TELLING_WORDS = 4

/** What a subject says of a change, whichever branch it was made for; nothing for a merge, a revert, or too few words. */
export function createSubjectKeys({ parents, message, references: { isRevert } }: ReadCommit): string[] {
  if (parents.length > 1 || isRevert) return []
  const bare = stripDecoration(normalizeTitle(getSubject(message))).rest.replace(FOR_BRANCH, '')
  return bare.split(' ').length < TELLING_WORDS ? [] : [bare.toLowerCase()]
}

function listCopies(commit: ReadCommit, { has }: OwnRepository): (readonly [number, CopyOfPullRequest])[] {
  // A revert's numbers are of what it takes back.
  if (commit.references.isRevert) return []
  const subject = getSubject(commit.message)
  const merged = findPullRequest(commit.message)
  const own = merged && has(merged) ? merged.number : null
  const numbers = new Set([
    ...commit.references.backportOf.filter(has).map(({ number }) => number),
    ...listNumbers(subject),
    ...(own === null ? [] : [own]),
  ])
  const copy = { lineCommit: commit.sha, title: normalizeTitle(subject), paths: commit.paths }
  return [...numbers].map((number) => [number, { ...copy, outright: number !== own }])
}

function picksAlso(itself: string | null, picks: readonly string[] = []): string[] {
  return itself === null ? [...picks] : [...picks, itself]
}

interface LineNames {
  readonly find: (sha: string) => readonly string[]
  readonly byPullRequest: ReadonlyMap<number, readonly CopyOfPullRequest[]>
}

/** A pick that was reverted on the line later is not on the line any more. The revert may name main's commit or its copy. */
function findTakenBackOnLine(commits: readonly ReadCommit[], names: LineNames): Map<string, string> {
  const titles = groupByTitle(commits)
  const side = {
    commits,
    named: (reference: ReadCommit['references']['reverts'][number]) => {
      switch (reference.kind) {
        case 'commit':
          return names.find(reference.sha).map((sha) => [sha])
        case 'pull-request':
          return (names.byPullRequest.get(reference.number) ?? []).map(({ lineCommit }) => [lineCommit])
        case 'title':
          return (titles.get(normalizeTitle(reference.title)) ?? []).map((sha) => [sha])
      }
    },
  }
  return findTakenBack(side, findUndoings(side), createMergedLookup(commits))
}

/** What a merge brought to the line: all that its other parents have and its first has not. */
function createMergedLookup(commits: readonly ReadCommit[]): (sha: string) => readonly string[] {
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]))
  const reach = (starts: readonly string[], stop: ReadonlySet<string>) => {
    const seen = new Set<string>()
    const waiting = [...starts]
    for (let sha = waiting.pop(); sha !== undefined; sha = waiting.pop()) {
      const commit = bySha.get(sha)
      if (!commit || seen.has(sha) || stop.has(sha)) continue
      seen.add(sha)
      waiting.push(...commit.parents)
    }
    return seen
  }
  return (sha) => {
    const [first, ...others] = bySha.get(sha)?.parents ?? []
    if (first === undefined || others.length === 0) return []
    return [...reach(others, reach([first], new Set()))]
  }
}
