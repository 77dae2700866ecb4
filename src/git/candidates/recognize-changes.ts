import { getSubject, type LineEvidence } from '../../release/changes/candidate.ts'
import { normalizeTitle } from '../../release/changes/change-references.ts'
import { findPullRequest } from '../../release/changes/pull-request-messages.ts'
import type { TakeResult } from '../picks/take-picks.ts'
import { listSubstance, type MainChange } from './group-commits.ts'
import type { ReadCommit } from './landings.ts'
import { createAuthorshipKeys, createSubjectKeys, type LineHistory } from './line-history.ts'
import type { PatchIdPlace } from './patch-ids.ts'
import { findEqualPatches, findProof } from './same-patches.ts'

/** What speaks for a change being on the line. */
export interface Evidence extends LineEvidence {
  /** Its content says so: the patch is the same. Anything else is only said. */
  readonly isSame: boolean
}

/** What is known of a change and the line before it is picked. */
export interface Recognition {
  /** What speaks for the whole change being there, the surest first; empty where nothing does. */
  readonly whole: readonly Evidence[]
  /** The line has the same patch, and nothing there touched its files since: its content is there without a pick. */
  readonly isSettled: boolean
  /** The commits of it whose patch the line has, where it has some of several. */
  readonly parts: readonly { readonly commit: ReadCommit; readonly as: Evidence }[]
  /** Commits of the line that name it and touch none of its files, or speak for a part of it alone. */
  readonly onlyNamedBy: readonly string[]
}

/** Where patches are compared, and whether something is on the line already. */
export interface RecognisePlace extends PatchIdPlace {
  /** What becomes of a commit of main that is picked alone on the line's tip. */
  readonly pickAlone: (commit: ReadCommit) => Promise<TakeResult['kind']>
}

/**
 * Compares everything that came to main with what the line has. A pick that the line took back does not count, unless
 * main took the change back in the same way: then the line is where main is.
 */
export async function createRecognizer(
  changes: readonly MainChange[],
  line: LineHistory,
  place: RecognisePlace,
): Promise<(change: MainChange) => Recognition> {
  const all = await evidenceOfAll(changes, line, place)
  const mirrored = new Set(
    [...all.values()].flatMap(({ found }) => found.map(({ lineCommit }) => lineCommit)),
  )
  const stands = (lineCommit: string) => {
    const by = line.takenBack.get(lineCommit)
    return by === undefined || mirrored.has(by)
  }
  const evidenceOf = ({ sha }: ReadCommit) =>
    (all.get(sha)?.found ?? []).filter(({ lineCommit }) => stands(lineCommit))
  const proves = new Map(
    [...all].flatMap(([sha, { proof }]) => (proof === null ? [] : [[proof, sha] as const])),
  )
  const told = { line, stands, recurring: findRecurringNumbers(changes), evidenceOf, proves }
  return (change) => {
    const whole = surestFirst([
      ...fromLine(change, line),
      ...ofEveryOne(change.commits, evidenceOf),
      ...ofEveryOne(change.merged.length > 0 ? listSubstance(change) : [], evidenceOf),
      ...matchByNumber(change, told),
    ])
    const substance = listSubstance(change)
    const parts = substance.flatMap((commit) => {
      const as = evidenceOf(commit).find(({ isSame }) => isSame)
      return as ? [{ commit, as }] : []
    })
    const inPart =
      whole.length > 0
        ? []
        : substance.flatMap((commit) => evidenceOf(commit).filter(({ isSame }) => !isSame))
    const named = [...change.merged, ...change.commits].flatMap(({ sha }) => all.get(sha)?.onlyNamedBy ?? [])
    const onlyNamedBy = [...new Set([...inPart.map(({ lineCommit }) => lineCommit), ...named])]
    const same = whole.filter(({ isSame }) => isSame)
    return {
      whole: whole.slice(0, MOST_EVIDENCE),
      isSettled: same.length > 0 && same.every(({ lineCommit }) => line.isUntouched(lineCommit)),
      parts,
      onlyNamedBy: onlyNamedBy.slice(0, MOST_EVIDENCE),
    }
  }
}

/** What speaks for one commit of main, and which commits of the line name it with nothing to show for it. */
interface OfCommit {
  /** The line's commit with the same patch. */
  readonly proof: string | null
  readonly found: readonly Evidence[]
  readonly onlyNamedBy: readonly string[]
}

async function evidenceOfAll(
  changes: readonly MainChange[],
  line: LineHistory,
  place: RecognisePlace,
): Promise<ReadonlyMap<string, OfCommit>> {
  const main = changes.flatMap((change) => [...change.commits, ...change.merged])
  const bySha = new Map(line.commits.map((commit) => [commit.sha, commit]))
  const picksOf = ({ sha }: ReadCommit) => line.picksOf(sha).flatMap((one) => bySha.get(one) ?? [])
  const equal = await findEqualPatches({ main, line: line.commits }, place, 'verbatim')
  const named = main.filter((commit) => picksOf(commit).length > 0)
  const changed = await findEqualPatches(
    { main: named, line: named.flatMap(picksOf) },
    place,
    'changed-lines',
  )
  const proven = await findProof(main, {
    equal,
    named: new Map(
      named.map(({ sha }) => [
        sha,
        line.picksOf(sha).filter((one) => [equal, changed].some((same) => same.get(sha)?.includes(one))),
      ]),
    ),
    pickAlone: place.pickAlone,
  })
  const used = new Set(proven.values())
  const open = {
    main: main.filter(({ sha }) => !proven.has(sha)),
    line: line.commits.filter(({ sha }) => !used.has(sha)),
  }
  const alike = await findEqualPatches(open, place, 'but-white-space')
  const namesakes = findNamesakes(open.main, line)
  const compared = { line, bySha, proven, used, alike, changed, namesakes }
  return new Map(main.map((commit) => [commit.sha, ofCommit(commit, compared)]))
}

interface Compared {
  readonly line: LineHistory
  readonly bySha: ReadonlyMap<string, ReadCommit>
  readonly proven: ReadonlyMap<string, string>
  /** Commits of the line that prove one of main: each proves one, and is no sign of another but by name. */
  readonly used: ReadonlySet<string>
  readonly alike: ReadonlyMap<string, readonly string[]>
  readonly changed: ReadonlyMap<string, readonly string[]>
  /** The commit of the line that alone has the subject of one of main that alone has it there. */
  readonly namesakes: ReadonlyMap<string, string>
}

/** A version of a dependency is raised on each branch by a commit of its own, and nothing but the subject is alike. */
function findNamesakes(main: readonly ReadCommit[], line: LineHistory): ReadonlyMap<string, string> {
  const bySubject = Map.groupBy(
    main.flatMap((commit) => createSubjectKeys(commit).map((key) => ({ key, sha: commit.sha }))),
    ({ key }) => key,
  )
  return new Map(
    [...bySubject].flatMap(([key, [one, ...more]]) => {
      const [lineCommit, ...others] = line.bySubject.get(key) ?? []
      const isAlone = one !== undefined && lineCommit !== undefined && more.length + others.length === 0
      return isAlone ? [[one.sha, lineCommit] as const] : []
    }),
  )
}

function ofCommit(commit: ReadCommit, compared: Compared): OfCommit {
  const { line, bySha, proven, used, alike, namesakes } = compared
  const proof = proven.get(commit.sha)
  const isNamed = proof !== undefined && line.picksOf(commit.sha).includes(proof)
  const same: Evidence[] =
    proof === undefined ? [] : [{ key: isNamed ? 'trailer' : 'patch-id', lineCommit: proof, isSame: true }]
  const isFree = (lineCommit: string) => !used.has(lineCommit)
  const mayBe = (lineCommit: string) => sharesFiles(commit.paths, bySha.get(lineCommit)?.paths ?? [])
  const claims = claimsOf(commit, line).filter((one) => one !== proof)
  const told: Evidence[] = [
    ...claims.filter(mayBe).map((lineCommit) => said('trailer', lineCommit)),
    ...(alike.get(commit.sha) ?? []).map((lineCommit) => said('white-space', lineCommit)),
    ...authorsCopies(commit, line)
      .filter((one) => isFree(one) && mayBe(one))
      .map((lineCommit) => said('authorship', lineCommit)),
    ...[namesakes.get(commit.sha) ?? []]
      .flat()
      .filter((one) => isFree(one) && mayBe(one))
      .map((lineCommit) => said('subject', lineCommit)),
  ]
  const seen = new Set<string>()
  const found = [...same, ...told].filter(({ lineCommit }) => !seen.has(lineCommit) && seen.add(lineCommit))
  return { proof: proof ?? null, found, onlyNamedBy: claims.filter((one) => !mayBe(one)) }
}

function said(key: LineEvidence['key'], lineCommit: string): Evidence {
  return { key, lineCommit, isSame: false }
}

/** What a commit's and the line's messages say of one another. */
function claimsOf(commit: ReadCommit, line: LineHistory): string[] {
  const { pickedFrom, changeId } = commit.references
  return [
    ...new Set([
      ...line.picksOf(commit.sha),
      ...(changeId === null ? [] : (line.byChangeId.get(changeId) ?? [])),
      ...findCommonOrigins(pickedFrom, line),
    ]),
  ]
}

function authorsCopies(commit: ReadCommit, line: LineHistory): string[] {
  return createAuthorshipKeys(commit).flatMap((key) => line.byAuthorship.get(key) ?? [])
}

/** Main's commit may be the copy: of the line's commit, or of a third one that the line has a copy of, too. */
function findCommonOrigins(pickedFrom: readonly string[], line: LineHistory): readonly string[] {
  const found = pickedFrom.map((origin) => {
    const itself = line.find(origin)
    return itself === null ? (line.byForeignOrigin.get(origin) ?? []) : [itself]
  })
  return found.every((lineCommits) => lineCommits.length > 0) ? (found[0] ?? []) : []
}

/** A copy touches what the original touches, perhaps in another folder. */
function sharesFiles(one: readonly string[], other: readonly string[]): boolean {
  const names = new Set(one.map(fileName))
  return other.some((path) => names.has(fileName(path)))
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** A merge of the line back into main brings nothing that the line lacks, but for how its conflicts were resolved. */
function fromLine({ commits: [commit], merged }: MainChange, line: LineHistory): Evidence[] {
  const lineCommit = commit?.parents.slice(1).find((parent) => line.find(parent) !== null)
  return merged.length === 0 && lineCommit !== undefined ? [said('history', lineCommit)] : []
}

/** Nothing where one of them has nothing to show. All are the same only if each is. */
function ofEveryOne(
  commits: readonly ReadCommit[],
  evidenceOf: (commit: ReadCommit) => readonly Evidence[],
): Evidence[] {
  const each = commits.filter(({ paths }) => paths.length > 0).map(evidenceOf)
  if (each.some((evidence) => evidence.length === 0)) return []
  const isSame = each.every(([first]) => first?.isSame)
  return each
    .toReversed()
    .flatMap((evidence) => evidence.map((one) => ({ ...one, isSame: isSame && one.isSame })))
}

interface Told {
  readonly line: LineHistory
  readonly stands: (lineCommit: string) => boolean
  /** Which commit of main each of the line proves: it is no sign of another. */
  readonly proves: ReadonlyMap<string, string>
  readonly evidenceOf: (commit: ReadCommit) => readonly Evidence[]
  readonly recurring: ReadonlySet<number>
}

/**
 * By the pull request's number. A commit of the line that bears the number as its own may be a copy of one of
 * several commits that bear it: there the titles must agree as well.
 */
function matchByNumber(
  change: MainChange,
  { line, stands, evidenceOf, recurring, proves }: Told,
): Evidence[] {
  if (change.source.kind !== 'pull-request') return []
  const { number } = change.source
  const all = [...change.commits, ...change.merged]
  const own = new Set(all.map(({ sha }) => sha))
  const paths = all.flatMap((commit) => commit.paths)
  const copies = (line.byPullRequest.get(number) ?? []).filter(
    (copy) =>
      stands(copy.lineCommit) &&
      own.has(proves.get(copy.lineCommit) ?? all[0]?.sha ?? '') &&
      sharesFiles(paths, copy.paths),
  )
  const alone = !recurring.has(number) && change.commits.length === 1 && listSubstance(change).length <= 1
  const whole = copies.filter(({ outright }) => alone || (outright && !recurring.has(number)))
  if (whole.length > 0) return whole.map(({ lineCommit }) => said('pull-request', lineCommit))
  return ofEveryOne(change.commits, (commit) => {
    const title = normalizeTitle(getSubject(commit.message))
    const same = copies.filter((copy) => copy.title === title)
    return same.length > 0
      ? same.map(({ lineCommit }) => said('pull-request', lineCommit))
      : evidenceOf(commit)
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

/** Enough to look at; a line of hundreds of copies is no better evidence. */
const MOST_EVIDENCE = 5

function surestFirst(evidence: readonly Evidence[]): Evidence[] {
  const seen = new Set<string>()
  return evidence
    .toSorted((a, b) => Number(b.isSame) - Number(a.isSame))
    .filter(({ lineCommit }) => !seen.has(lineCommit) && seen.add(lineCommit))
}
