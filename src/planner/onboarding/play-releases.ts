import { readCommit } from '../../git/objects/commit-objects.ts'
import { isAncestor } from '../../git/refs/ancestry.ts'
import { runGitText } from '../../git/run-git.ts'
import type { Candidate, Candidates, OnLine } from '../../release/changes/candidate.ts'
import { isTaken } from '../../release/eligibility/judge.ts'
import { listLines, type VersionTag } from '../../release/lines.ts'
import type { PlayedRelease } from '../../release/onboarding/replay.ts'
import { lookUpFacts } from '../facts/look-up.ts'
import type { Cut, PlanningGround } from '../ground/read-ground.ts'
import { getSource } from '../plan/consider-on-line.ts'
import { collectFacts, consider, type Judging, toPickOutcome } from '../plan/judge-candidates.ts'
import { excludeEmpty, readCandidates } from '../plan/read-candidates.ts'
import { listProspects, SECURITY_GRACE } from '../proposing.ts'
import { tryAlone, UNTRIED } from '../trying-alone.ts'
import type { Workspace, WorkspaceRequest } from '../workspace/workspace.ts'
import { type LineWork, listPatches, listShipped, type PastRelease, readLineWork } from './past-releases.ts'

/** Which releases of the past are played. */
export interface PlayRequest extends Pick<WorkspaceRequest, 'onProgress'> {
  /** How many, the latest ones. */
  readonly last: number
  /** Of this line alone; null for all. */
  readonly line: string | null
  /** Seconds after which no further release is begun: the latest are played first. Null plays all. */
  readonly within: number | null
}

const DAY = 24 * 3600

/**
 * Plans the last patch releases again as of the day before each, and looks up what people released. Nothing is
 * written but what plans keep.
 */
export async function playReleases(
  workspace: Workspace,
  ground: PlanningGround,
  request: PlayRequest,
): Promise<PlayedRelease[]> {
  const releases = listPastReleases(ground, request)
  const began = performance.now()
  const isLate = () => request.within !== null && performance.now() - began > request.within * 1000
  const played: PlayedRelease[] = []
  for (const [line, ofLine] of Map.groupBy(releases.toReversed(), (one) => one.line)) {
    if (played.length > 0 && isLate()) break
    const own = await readLineWork(workspace, { ground, line, releases: ofLine.toReversed(), origins: null })
    for (const release of ofLine) {
      if (played.length > 0 && isLate()) break
      request.onProgress({
        step: `playing ${release.released.name}`,
        done: played.length,
        total: releases.length,
      })
      played.push(await playRelease(workspace, { ground, release, own, request }))
    }
  }
  return played.toSorted((a, b) => a.at - b.at)
}

/** The last patch releases, the latest last; a line's first release follows from none of its own. */
function listPastReleases({ tags, inForce }: PlanningGround, { last, line }: PlayRequest): PastRelease[] {
  const lines = listLines(tags, inForce.policy).filter(({ name }) => line === null || name === line)
  return lines
    .flatMap(listPatches)
    .toSorted((a, b) => a.released.taggedAt - b.released.taggedAt)
    .slice(-last)
}

interface ReleasePlay {
  readonly ground: PlanningGround
  readonly release: PastRelease
  readonly own: LineWork
  readonly request: PlayRequest
}

async function playRelease(workspace: Workspace, play: ReleasePlay): Promise<PlayedRelease> {
  const { ground, release, own, request } = play
  const { gitDir } = workspace.repository
  const { base, released } = release
  const at = released.taggedAt - DAY
  const main = { ref: ground.main.ref, commit: await findBefore(gitDir, ground.main.commit, { at, base }) }
  const branch = own.branch?.branch.name ?? null
  const start = { branch, commit: await findStart(gitDir, { release, at, hasBranch: branch !== null }) }
  const cut = { base, start, line: release.line.name }
  const all = await readThen(workspace, { ground: { ...ground, main }, cut })
  const { policy } = ground.inForce
  const [found, long] = partLongPassedBy(all, { ground, cut, hasLabels: workspace.lookUp !== null })
  const known = [...found.candidates, ...found.onLine.map(getSource)]
  const { stated } = await lookUpFacts({ lookUp: workspace.lookUp, page: ground.webUrl }, known)
  const judging: Judging = {
    facts: collectFacts(known, policy, stated),
    policy,
    now: at,
  }
  const prospects = listProspects(found.candidates, { cut, judging })
  const { tree } = await readCommit(workspace.store, start.commit)
  const worth = prospects.filter(({ verdict, isPassedBy }) => isTaken(verdict) && !isPassedBy)
  const tried = await tryAlone(workspace, {
    prospects: worth,
    tip: tree,
    request: { onProgress: () => undefined },
  })
  const changes = excludeEmpty(found, tried)
  const passedBy = new Set(
    prospects.flatMap(({ candidate, isPassedBy }) => (isPassedBy ? [candidate.id] : [])),
  )
  const shipped = await listShipped(gitDir, { own, base, upTo: released.commit })
  const later = await listShipped(gitDir, { own, base, upTo: own.branch?.branch.commit ?? released.commit })
  const there = await listBehind(gitDir, [main.commit, start.commit], base.commit)
  const couldBeKnown = shipped.filter(({ main: proved, said }) => {
    const source = proved ?? said
    return [...(source?.commits ?? []), ...(source?.merged ?? [])].some(({ sha }) => there.has(sha))
  })
  request.onProgress({ step: `playing ${released.name}`, done: null, total: null })
  return {
    tag: released.name,
    base: base.name,
    line: release.line.name,
    branch,
    at,
    considered: changes.candidates
      .filter(({ id }) => !passedBy.has(id))
      .map((candidate) => {
        const taken = tried.get(candidate.id)
        const outcomes = { alone: taken ? toPickOutcome(taken) : UNTRIED, planned: null, lineEvidence: [] }
        return consider(candidate, outcomes, judging)
      }),
    passedBy: passedBy.union(long),
    onLine: new Set([
      ...toIds(found.onLine),
      ...found.onLine.map(({ change }) => change.id),
      ...listLeftOnLine(found),
    ]),
    shipped: toIds(couldBeKnown),
    shippedLater: toIds([...shipped, ...later]),
    ownWork: shipped.filter(({ main: source, said }) => source === null && said === null).length,
  }
}

interface LongPassed {
  readonly ground: PlanningGround
  readonly cut: Pick<Cut, 'base' | 'start'>
  readonly hasLabels: boolean
}

/** What people went by for good, whatever it is: nobody has to judge thousands of changes for that. A label may still say otherwise. */
function partLongPassedBy(
  found: Candidates,
  { ground, cut, hasLabels }: LongPassed,
): readonly [Candidates, ReadonlySet<string>] {
  if (hasLabels || cut.start.branch === null || ground.inForce.policy.line.propose === 'all')
    return [found, new Set()]
  const isLong = ({ mergedAt }: Candidate) => mergedAt < cut.base.taggedAt - SECURITY_GRACE
  const long = new Set(found.candidates.filter(isLong).map(({ id }) => id))
  return [{ ...found, candidates: found.candidates.filter(({ id }) => !long.has(id)) }, long]
}

/** What there was to choose from that day; nothing where neither main nor the line had moved since the last release. */
async function readThen(
  workspace: Workspace,
  { ground, cut }: { readonly ground: PlanningGround; readonly cut: Pick<Cut, 'base' | 'start'> },
): Promise<Candidates> {
  const { gitDir } = workspace.repository
  const { base, start } = cut
  const isStill = start.commit === base.commit && (await isAncestor(gitDir, ground.main.commit, base.commit))
  if (!isStill) return readCandidates(workspace, { ground, cut, origins: null, onProgress: () => undefined })
  const range = {
    base: { tag: base.name, commit: base.commit, taggedAt: base.taggedAt },
    start,
    main: ground.main,
    mergeBase: base.commit,
  }
  return { candidates: [], onLine: [], leftOut: [], flags: [], explainProbablyOnLine: [], range }
}

/** What the line had of main, by content, also from before its last release. */
function listLeftOnLine({ leftOut }: Pick<Candidates, 'leftOut'>): string[] {
  return leftOut.flatMap(({ candidate, reason }) => (reason.kind === 'already-on-line' ? [candidate.id] : []))
}

/** The commits that were there that day; a branch that is merged on the day of a release brings older ones. */
async function listBehind(
  gitDir: string,
  heads: readonly string[],
  base: string,
): Promise<ReadonlySet<string>> {
  return new Set((await runGitText(['rev-list', ...heads, `^${base}`, '--'], { gitDir })).split('\n'))
}

function toIds(changes: readonly OnLine[]): ReadonlySet<string> {
  return new Set(changes.flatMap(({ main, said }) => (main ?? said)?.id ?? []))
}

async function findStart(
  gitDir: string,
  {
    release: { base, released },
    at,
    hasBranch,
  }: { readonly release: PastRelease; readonly at: number; readonly hasBranch: boolean },
): Promise<string> {
  if (!hasBranch) return base.commit
  const head = await findBefore(gitDir, released.commit, { at, base })
  // A security release may have been made beside the branch: then its head doesn't hold the base, and is no older.
  return (await isAncestor(gitDir, head, base.commit)) ? base.commit : head
}

/** A branch as it was; where all of its commits are later, what it had at the last release. */
async function findBefore(
  gitDir: string,
  commit: string,
  { at, base }: { readonly at: number; readonly base: VersionTag },
): Promise<string> {
  const args = ['rev-list', '-1', '--first-parent', `--before=${at}`, commit, '--']
  return (await runGitText(args, { gitDir })).trim() || base.commit
}
