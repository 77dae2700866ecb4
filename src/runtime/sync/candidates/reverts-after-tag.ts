import { formatFlag } from '../../../messages/candidates/flags.ts'
import type { Candidate } from '../../../release/changes/candidate.ts'
import {
  type ChangeReference,
  normalizeTitle,
  parseReferences,
} from '../../../release/changes/change-references.ts'
import { deriveSelection } from '../../../release/lifecycle/rules/selection.ts'
import { getPlan } from '../../../release/lifecycle/view.ts'
import type { Flagged, PinnedPick, Planned } from '../../../release/lifecycle/words.ts'
import type { Plan } from '../../../release/planning/plan.ts'
import { parseDuration } from '../../../release/policy/duration.ts'
import { PROCESS } from '../../../release/process.ts'
import { listEndedSince, listOpenReleases } from '../../../store/events/releases.ts'
import type { Unit } from '../../../store/transaction.ts'
import type { RuntimeDependencies } from '../../context.ts'
import type { GitHubRepository } from '../../ports/github.ts'
import { type Loaded, loadRelease, parseRepositoryId } from '../../record/execute-command.ts'
import type { PlanNow } from './plans.ts'

/**
 * What main took back of releases whose tag was asked for, while they are watched (§5.3). No plan is made of them any
 * more, but the reverts are among the changes for the next version.
 */
export async function findRevertsAfterTag(
  deps: RuntimeDependencies,
  repo: GitHubRepository,
  plans: readonly PlanNow[],
): Promise<readonly { readonly id: string; readonly flags: readonly Flagged[] }[]> {
  const seen = plans.flatMap(({ seen: one }) => one?.plan ?? [])
  if (seen.length === 0) return []
  const watched = await deps.store.transact((unit) => listWatched(unit, repo, deps.now()))
  return watched.map(({ id, plan }) => ({ id, flags: listFlags(plan, seen) }))
}

interface Watched {
  readonly id: string
  readonly plan: Planned
}

async function listWatched(unit: Unit, repo: GitHubRepository, now: number): Promise<readonly Watched[]> {
  const since = now - parseDuration(PROCESS.watch.period.value)
  const ended = (await listEndedSince(unit, since)).filter(
    ({ release: id }) => parseRepositoryId(id) === repo.ref.id,
  )
  const open = await listOpenReleases(unit, String(repo.ref.id))
  const found: Watched[] = []
  for (const { release: id } of [...open, ...ended]) {
    const plan = findWatchedPlan(await loadRelease(unit, id), since)
    if (plan) found.push({ id, plan })
  }
  return found
}

/** Null of one that may still leave a change out, and of one that is not watched any more. */
function findWatchedPlan({ release, events }: Loaded, since: number): Planned | null {
  if (release.status === 'open') return deriveSelection(release.place) === null ? getPlan(release) : null
  if (release.status !== 'published') return null
  const published = events.findLast(({ type }) => type === 'Published')
  return published && published.at >= since ? release.release.plan : null
}

/** What was known, and what came to it. */
function listFlags({ picks }: Planned, seen: readonly Plan[]): readonly Flagged[] {
  const taken = new Set(picks.map(({ candidate }) => candidate))
  const later = seen.flatMap(listStandingCandidates).filter(({ id }) => !taken.has(id))
  return picks.flatMap((pick) => {
    const { candidate, flags = [] } = pick
    const own = listShas(candidate, seen)
    const news = later
      .filter((one) => takesBack(one, pick, own))
      .map(({ id: by }) => formatFlag({ kind: 'reverted-later', candidate, by }, taken))
    const all = [...new Set([...flags, ...news])]
    return all.length === 0 ? [] : [{ candidate, flags: all }]
  })
}

/** Changes on main that are not on the line, and that nothing took back in turn. */
function listStandingCandidates({ considered, leftOut }: Plan): Candidate[] {
  const others = leftOut.filter(({ reason }) => reason.kind === 'reverts')
  return [...considered, ...others].map(({ candidate }) => candidate)
}

function listShas(id: string, seen: readonly Plan[]): readonly string[] {
  const all = seen.flatMap(({ considered, leftOut }) => [...considered, ...leftOut])
  const own = all.filter(({ candidate }) => candidate.id === id)
  return [
    id,
    ...own.flatMap(({ candidate: { commits, merged } }) => [...commits, ...merged].map(({ sha }) => sha)),
  ]
}

function takesBack({ commits, merged }: Candidate, pick: PinnedPick, shas: readonly string[]): boolean {
  const namesChange = (one: ChangeReference) => {
    switch (one.kind) {
      case 'commit':
        return shas.some((sha) => sha.startsWith(one.sha))
      case 'pull-request':
        return one.number === pick.pullRequest
      case 'title':
        return normalizeTitle(one.title) === normalizeTitle(pick.title)
    }
  }
  return [...merged, ...commits].some(({ message }) => parseReferences(message).reverts.some(namesChange))
}
