import type { ReleaseEvent } from '../lifecycle/events.ts'
import { checkGates } from '../lifecycle/rules/gates.ts'
import type { Missing } from '../lifecycle/rules/missing.ts'
import type { OpenRelease } from '../lifecycle/state.ts'
import { getOpenQuestion, getPicks, getPlan } from '../lifecycle/view.ts'
import type { Person } from '../lifecycle/who.ts'
import type { Subject } from '../lifecycle/words.ts'
import type { GatePoint } from '../process/phases.ts'

/** What a release waits for that a person can do something about. */
export type Wanted =
  | Missing
  | { readonly code: 'conflict'; readonly candidate: string; readonly pullRequest: number | null }
  | { readonly code: 'question'; readonly subject: Subject }

/** What somebody is reminded of; since when it is missing, in seconds since 1970. */
export interface Reminder {
  readonly person: Person
  readonly wanted: Wanted
  readonly since: number
  /** It is for another person, and missing so long that the release manager is told too. */
  readonly isEscalated: boolean
}

/** Something that is missing, and whose it is: nobody's where only the release manager can be told. */
interface Open {
  readonly wanted: Wanted
  readonly owners: readonly Person[]
  readonly since: number
}

/**
 * Lists what people are to be reminded of: unassessed changes, red tests, open conflicts, unticked lines and open questions
 * that have waited for as long as the policy says. What nobody owns is the release manager's, and so is what waits for long.
 */
export function listReminders(
  release: OpenRelease,
  events: readonly ReleaseEvent[],
  now: number,
): readonly Reminder[] {
  const { about, flow } = release.ledger
  if (flow.kind === 'held') return []
  const { after, escalateAfter } = about.terms.reminders
  const manager = about.manager ?? about.requester
  return listOpen(release, events).flatMap(({ wanted, owners, since }) => {
    if (now - since < after) return []
    const own = owners.map((person): Reminder => ({ person, wanted, since, isEscalated: false }))
    const isOwner = owners.some(({ id }) => id === manager?.id)
    const isTold = owners.length === 0 || (now - since >= escalateAfter && !isOwner)
    if (manager === null || !isTold) return own
    return [...own, { person: manager, wanted, since, isEscalated: owners.length > 0 }]
  })
}

function listOpen(release: OpenRelease, events: readonly ReleaseEvent[]): Open[] {
  return [...listConflicts(release, events), ...listMissing(release, events), ...listQuestions(release)]
}

function listConflicts(release: OpenRelease, events: readonly ReleaseEvent[]): Open[] {
  return getPicks(release).flatMap(({ candidate, became }) => {
    if (became.kind !== 'conflict') return []
    const { pullRequest } = became
    const seen = events.findLast((event) => event.type === 'PickConflicted' && event.candidate === candidate)
    const since = seen?.at ?? release.ledger.askedAt
    return [
      {
        wanted: { code: 'conflict', candidate, pullRequest },
        owners: findAuthors(release, candidate),
        since,
      },
    ]
  })
}

function listMissing(release: OpenRelease, events: readonly ReleaseEvent[]): Open[] {
  const point = findPoint(release)
  const gates = point === null ? null : checkGates(release, point)
  if (gates?.kind !== 'shut') return []
  const since = events.findLast(({ type }) => MOVES.includes(type))?.at ?? release.ledger.about.openedAt
  return gates.missing.flatMap((wanted): Open[] => {
    // What runs needs nobody.
    if (wanted.code === 'test-running' || wanted.code === 'pick-not-tested') return []
    const owners = 'candidate' in wanted ? findAuthors(release, wanted.candidate) : []
    return [{ wanted, owners, since }]
  })
}

/** Events after which a release waits for something else than before. */
const MOVES: readonly ReleaseEvent['type'][] = [
  'Opened',
  'Planned',
  'ReleaseDayCame',
  'PullRequestShown',
  'BranchMoved',
  'GateOpened',
  'GateShut',
  'ArtifactsStarted',
]

/** Before its day, or without a cut, a plan waits for nobody. */
function findPoint({ place, ledger }: OpenRelease): GatePoint | null {
  switch (place.step) {
    case 'planned':
      return ledger.day === null && ledger.emergencies.length === 0 ? null : 'cut'
    case 'testing':
      return 'testing'
    default:
      return null
  }
}

function listQuestions(release: OpenRelease): Open[] {
  const question = getOpenQuestion(release)
  if (!question) return []
  return [{ wanted: { code: 'question', subject: question.subject }, owners: [], since: question.openedAt }]
}

function findAuthors(release: OpenRelease, candidate: string): readonly Person[] {
  return getPlan(release)?.picks.find((pick) => pick.candidate === candidate)?.authors ?? []
}
