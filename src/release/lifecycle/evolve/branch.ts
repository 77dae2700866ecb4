import type { EventOf } from '../events.ts'
import { refuseImpossibleEvent } from '../impossible.ts'
import type { Pick, PickState, Place, PlaceAt } from '../state.ts'
import type { Planned } from '../words.ts'

type BranchEvent = EventOf<
  | 'PickApplied'
  | 'PickConflicted'
  | 'ConflictShown'
  | 'PickResolved'
  | 'BranchPushed'
  | 'BranchMoved'
  | 'BumpRequested'
  | 'Bumped'
  | 'PullRequestShown'
>

/** §1.2 and §1.3: what becomes of the picks, and where the branch is. */
export function evolveBranch(place: Place, event: BranchEvent): Place {
  if (event.type === 'BranchMoved') return evolveBranchMoved(place, event)
  switch (place.step) {
    case 'picking':
      return evolvePicking(place, event)
    case 'bumping':
      if (event.type !== 'Bumped') return refuseImpossibleEvent(event, place.step)
      return { ...place, step: 'proposing', head: event.head }
    case 'proposing':
      if (event.type !== 'PullRequestShown') return refuseImpossibleEvent(event, place.step)
      return { ...place, phase: 'testing', step: 'testing' }
    default:
      return refuseImpossibleEvent(event, place.step)
  }
}

/** What people have to know of a pick is no part of the plan's digest: what was approved is the same. */
export function evolveFlags(place: Place, event: EventOf<'FlagsSeen'>): Place {
  if (!('picks' in place)) return refuseImpossibleEvent(event, place.step)
  return { ...place, plan: addFlags(place.plan, event) }
}

/** A plan with what main has done since to its changes. */
export function addFlags(plan: Planned, event: EventOf<'FlagsSeen'>): Planned {
  const picks = plan.picks.map((pick) => {
    const flags = event.flags.find(({ candidate }) => candidate === pick.candidate)?.flags ?? []
    return { ...pick, flags }
  })
  return { ...plan, picks }
}

function evolvePicking(place: PlaceAt<'picking'>, event: BranchEvent): Place {
  switch (event.type) {
    case 'PickApplied':
      return {
        ...place,
        picks: setPickState(place, event.candidate, {
          kind: 'applied',
          outcome: event.outcome,
          commit: event.commit,
        }),
      }
    case 'PickConflicted': {
      const { commit, files } = event
      return {
        ...place,
        picks: setPickState(place, event.candidate, { kind: 'conflict', commit, files, pullRequest: null }),
      }
    }
    case 'ConflictShown':
      return { ...place, picks: place.picks.map((pick) => setPickPullRequest(pick, event)) }
    case 'PickResolved': {
      const picks = setPickState(place, event.candidate, {
        kind: 'resolved',
        author: event.author,
        commit: event.head,
        pullRequest: event.pullRequest ?? null,
        differs: event.differs ?? null,
      })
      return { ...place, picks, head: event.head }
    }
    case 'BranchPushed':
      return { ...place, head: event.head }
    case 'BumpRequested':
      if (place.head === null) return refuseImpossibleEvent(event, 'before the branch was pushed')
      return { ...place, step: 'bumping', head: place.head }
    default:
      return refuseImpossibleEvent(event, place.step)
  }
}

function setPickState({ picks }: PlaceAt<'picking'>, candidate: string, state: PickState): Pick[] {
  return picks.map((pick) => (pick.candidate === candidate ? { ...pick, became: state } : pick))
}

function setPickPullRequest(pick: Pick, { candidate, pullRequest }: EventOf<'ConflictShown'>): Pick {
  if (pick.candidate !== candidate || pick.became.kind !== 'conflict') return pick
  return { ...pick, became: { ...pick.became, pullRequest } }
}

/** Another commit is another release candidate: tests and a go were for the one before. */
function evolveBranchMoved(place: Place, event: EventOf<'BranchMoved'>): Place {
  const { head } = event
  switch (place.step) {
    case 'picking':
    case 'proposing':
    case 'testing':
      return { ...place, head }
    case 'drafting':
    case 'asking-to-tag': {
      const { plan, picks } = place
      return { phase: 'testing', step: 'testing', plan, picks, head }
    }
    default:
      return refuseImpossibleEvent(event, place.step)
  }
}
