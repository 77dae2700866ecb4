import type {
  Candidates,
  FindOrigins,
  LeftOut,
  OnLine,
  ProbablyOnLine,
  Range,
} from '../../release/changes/candidate.ts'
import { readCommit } from '../objects/commit-objects.ts'
import { type TakeResult, takeEachAlone, takePicks, toCherryPick } from '../picks/take-picks.ts'
import { createShaFinder } from './commit-lookup.ts'
import { findTakenBackBy, listFlags } from './flags.ts'
import { groupChanges, type MainChange, toCandidate } from './group-commits.ts'
import type { ReadCommit } from './landings.ts'
import { listLineFlags } from './line-flags.ts'
import { readLine } from './line-history.ts'
import { findOwnRepository } from './own-repository.ts'
import { type InParts, listLeftOutParts, removeProvenParts } from './parts.ts'
import type { PickPlace } from './prove-reverts.ts'
import { explainReadError } from './range-refusals.ts'
import { readBothSides } from './read-both-sides.ts'
import { createRecognizer } from './recognize-changes.ts'
import { resolveReferences } from './reverts.ts'
import { type Seen, type Settled, settleChanges } from './settle.ts'

/** Between which ends of history candidates are looked for, and with what. */
export interface CandidateSearch extends PickPlace {
  /** A git directory that has the objects; refs and configuration of its own it needs none. */
  readonly gitDir: string
  readonly base: Range['base']
  readonly start: Range['start']
  readonly main: Range['main']
  /** The folder that keeps patch-ids from one search to the next; null keeps nothing. */
  readonly cache: string | null
  /** The repository's page, `https://github.com/owner/name`, to tell its pull requests from others; null where unknown. */
  readonly webUrl: string | null
  /** Which pull request brought which commit; null where only what messages say is known. */
  readonly origins: FindOrigins | null
  /** Told when a stage begins. */
  readonly onStage?: (stage: CandidateStage) => void
}

export type CandidateStage = 'reading history' | 'comparing patches' | 'sorting changes'

/**
 * The changes merged to main since the line's last tag, sorted into what may be taken and what not (§1.1,
 * Cherry-Pick Candidates). What something speaks for being on the line is picked alone on the line's tip: only content
 * proves that it is there. Nothing is written but the cache, and what picks leave in the object store.
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
  const { range, tip, own, all, sinceBase, shared } = await readRange(search)
  const changes = all.map(({ change }) => change)
  search.onStage?.('sorting changes')
  const references = await resolveReferences(changes, own, search)
  const known = new Map(all.map(({ change, recognition }) => [change, recognition]))
  const alone = await tryAlone(search, tip, listDoubtful(changes, { known, references }))
  const settled = settleChanges({ changes, known, references, alone })
  const candidates = changes.filter((change) => settled.get(change)?.kind === 'candidate')
  const ofLine = await listLineFlags(candidates, { search, known, references, settled })
  return {
    range,
    onLine: matchToMain(sinceBase, all, shared),
    candidates: candidates.map(toCandidate),
    leftOut: all.flatMap((one) => leftOut(one, settled.get(one.change))),
    explainProbablyOnLine: candidates.flatMap((change) => probably(change, settled.get(change))),
    flags: [...listFlags(candidates, references), ...ofLine],
  }
}

/** What has to be picked to be settled: something speaks for its being on the line, or it reverts or is reverted. */
function listDoubtful(
  changes: readonly MainChange[],
  { known, references }: Pick<Seen, 'known' | 'references'>,
): MainChange[] {
  const reverting = changes.filter((change) => findTakenBackBy(change, references).length > 0)
  const reverted = new Set(reverting.flatMap((change) => [change, ...findTakenBackBy(change, references)]))
  return changes.filter((change) => {
    const recognition = known.get(change)
    return !recognition?.isSettled && ((recognition?.whole.length ?? 0) > 0 || reverted.has(change))
  })
}

/** The line's own changes, each with the one of main that it is proved to be a copy of, else with the one that it is said to be. */
function matchToMain(
  onLine: readonly MainChange[],
  main: readonly InParts[],
  shared: ReadonlySet<string>,
): OnLine[] {
  const surest = (one: InParts) => [...one.recognition.whole, ...one.recognition.parts.map(({ as }) => as)]
  const pairs = main.flatMap((one) => surest(one).map((evidence) => ({ ...evidence, change: one.whole })))
  const mapOrigins = (some: typeof pairs) =>
    new Map(some.map(({ lineCommit, change }) => [lineCommit, toCandidate(change)] as const))
  const proved = mapOrigins(pairs.filter(({ isSame }) => isSame))
  const said = mapOrigins(pairs)
  return onLine.map((change) => {
    const own = [...change.commits, ...change.merged].map(({ sha }) => sha)
    const find = (origins: typeof said) => own.flatMap((sha) => origins.get(sha) ?? [])[0] ?? null
    const isOnMain = change.commits.every(({ sha }) => shared.has(sha))
    const main = isOnMain ? toCandidate(change) : find(proved)
    return { change: toCandidate(change), main, said: main ? null : find(said) }
  })
}

const ignore = () => undefined

/** Reads both sides and compares them. */
async function readRange(search: CandidateSearch) {
  const { gitDir, base, start, main, cache, webUrl, origins, engine, store, onStage = ignore } = search
  onStage('reading history')
  const sides = await readBothSides(gitDir, { base, start, main, origins })
  const landed = sides.main.flatMap(({ commit, merged }) => [commit, ...merged])
  const own = findOwnRepository(webUrl, landed)
  const changes = groupChanges(sides.main, { own, origins: sides.origins })
  const line = readLine(sides.line, { find: createShaFinder(landed.map(({ sha }) => sha)), own })

  onStage('comparing patches')
  const { tree: tip } = await readCommit(store, start.commit)
  const pickAlone = async (commit: ReadCommit) => (await takePicks(engine, tip, [toCherryPick(commit)])).kind
  const recognise = await createRecognizer(changes, line, { gitDir, cache, pickAlone })
  const all = await Promise.all(
    changes.map((change) => removeProvenParts(change, recognise(change), pickAlone)),
  )
  const sinceBase = groupChanges(sides.sinceBase, { own, origins: sides.originsOfLine })
  const { mergeBase, shared } = sides
  return { range: { base, start, main, mergeBase }, tip, own, all, sinceBase, shared }
}

async function tryAlone(
  { engine }: CandidateSearch,
  tip: string,
  candidates: readonly MainChange[],
): Promise<ReadonlyMap<string, TakeResult>> {
  const taken = await takeEachAlone(engine, { tip, candidates })
  return new Map(
    candidates.flatMap(({ id }, i) => {
      const one = taken[i]
      return one ? [[id, one] as const] : []
    }),
  )
}

function leftOut(one: InParts, settled: Settled | undefined): LeftOut[] {
  if (settled?.kind !== 'left-out') return listLeftOutParts(one)
  return [{ candidate: toCandidate(one.whole), reason: settled.reason }]
}

function probably({ id }: MainChange, settled: Settled | undefined): ProbablyOnLine[] {
  if (settled?.kind !== 'candidate' || settled.evidence.length === 0) return []
  return [{ candidate: id, evidence: settled.evidence }]
}
