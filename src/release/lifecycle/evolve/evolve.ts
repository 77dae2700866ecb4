import { type EmbargoEvent, isEmbargoEvent } from '../embargo/evolve.ts'
import type { EventOf, ReleaseEvent } from '../events.ts'
import { refuseImpossibleEvent } from '../impossible.ts'
import { isRolloutEvent, type RolloutEvent } from '../rollout/events.ts'
import { isAboutStep } from '../rollout/evolve.ts'
import type { Ledger, OpenRelease, Place, PublishedRelease, Release } from '../state.ts'
import { UNOPENED } from '../state.ts'
import { evolveApprovals } from './approvals.ts'
import { addFlags, evolveBranch, evolveFlags } from './branch.ts'
import { createLedger } from './create-ledger.ts'
import { evolveImported } from './imported.ts'
import { evolveLedger } from './ledger.ts'
import { evolvePlanning } from './planning.ts'
import { evolvePublication } from './publication.ts'

/** What is true after an event. Decides nothing: an event that cannot have happened here is a broken history, and thrown. */
export function evolve(release: Release, event: ReleaseEvent): Release {
  if (event.type === 'Opened') return evolveOpened(release, event)
  if (event.type === 'Imported') return evolveImported(release, event)
  if (release.status === 'unopened') return refuseImpossibleEvent(event, 'before it was opened')

  const ledger = evolveLedger(release.ledger, event)
  if (release.status === 'aborted') return refuseImpossibleEvent(event, 'after it was aborted')
  if (release.status === 'open') return evolveOpen({ ...release, ledger }, event)
  return evolvePublished({ ...release, ledger }, event)
}

/** What still happens to a release that is out. */
function evolvePublished(release: PublishedRelease, event: ReleaseEvent): Release {
  switch (event.type) {
    case 'ShippedTold':
      return { ...release, told: [...release.told, event.candidate] }
    case 'RolledBack': {
      const { to, because, at } = event
      return { ...release, rolledBack: { to, because, at } }
    }
    case 'NotesEdited':
      return { ...release, release: { ...release.release, notes: event.notes, text: event.text } }
    case 'FlagsSeen':
      return { ...release, release: { ...release.release, plan: addFlags(release.release.plan, event) } }
    default:
      return release
  }
}

/** Whether a version may be opened: there is nothing of it, or nothing that anybody could have used. */
export function mayOpen(release: Release): boolean {
  return release.status === 'unopened' || (release.status === 'aborted' && !release.spent)
}

/** The state that a history leads to, and nothing but the history. */
export function replay(events: readonly ReleaseEvent[]): Release {
  return events.reduce(evolve, UNOPENED)
}

/** Of a version that was aborted before its tag was asked for the events go on: their numbers are in the keys of effects. */
function evolveOpened(release: Release, event: EventOf<'Opened'>): OpenRelease {
  if (!mayOpen(release)) return refuseImpossibleEvent(event, 'twice')

  const { selection, ...opened } = event
  return {
    status: 'open',
    ledger: createLedger(release, opened),
    place: { phase: 'preparation', step: 'planning', selection, main: null, cut: { kind: 'not-asked' } },
  }
}

function evolveOpen(
  release: OpenRelease,
  event: Exclude<ReleaseEvent, EventOf<'Opened' | 'Imported'>>,
): Release {
  const { ledger, place } = release
  if (event.type === 'Aborted') return evolveAborted(ledger, place, event)
  if (event.type === 'Published') return evolveIntoPublished(ledger, place, event)

  if (isOfLedger(event)) return release
  if (event.type === 'FlagsSeen') return { ...release, place: evolveFlags(place, event) }
  if (isEmbargoEvent(event)) return release
  if (isRolloutEvent(event)) return { ...release, place: evolveDelivery(place, event) }

  return { ...release, place: evolvePlace(place, event) }
}

/** What the ledger alone keeps, wherever the release is, and what only tells people. */
type LedgerEvent = EventOf<
  | 'EffectRefused'
  | 'ReleaseDayCame'
  | 'EmergencyDeclared'
  | 'ItemsSkipped'
  | 'UnknownsConfirmed'
  | 'TrackChanged'
  | 'OutsideCommitsJudged'
  | 'CutFrozen'
  | 'CutUnfrozen'
  | 'BackToMainShown'
  | 'TestFailed'
>

function isOfLedger(event: ReleaseEvent): event is LedgerEvent {
  return [
    'EffectRefused',
    'ReleaseDayCame',
    'EmergencyDeclared',
    'ItemsSkipped',
    'UnknownsConfirmed',
    'TrackChanged',
    'OutsideCommitsJudged',
    'CutFrozen',
    'CutUnfrozen',
    'BackToMainShown',
    'TestFailed',
  ].includes(event.type)
}

function evolveAborted(ledger: Ledger, place: Place, { because, by, at }: EventOf<'Aborted'>): Release {
  const person = by.kind === 'person' ? by.person : null
  return { status: 'aborted', ledger, because, by: person, at, spent: mayBeTagged(place) }
}

/** Whether a tag was at least asked for. */
function mayBeTagged({ step }: Place): boolean {
  return ['tagging', 'building', 'delivering', 'asking-to-publish', 'publishing'].includes(step)
}

function evolveIntoPublished(ledger: Ledger, place: Place, event: EventOf<'Published'>): Release {
  if (place.step !== 'publishing') return refuseImpossibleEvent(event, place.step)

  const { phase, step, ...release } = place
  return { status: 'published', ledger, url: event.url, release, told: [], rolledBack: null, imported: null }
}

/** A service is deployed between its build and its publication. */
function evolveDelivery(place: Place, event: RolloutEvent): Place {
  if (event.type === 'RolloutStarted' && place.step === 'asking-to-publish') {
    const { question, ...rest } = place
    return { ...rest, phase: 'deployment', step: 'delivering' }
  }
  if (event.type === 'RolloutCompleted' && place.step === 'delivering')
    return {
      ...place,
      phase: 'release-preparation',
      step: 'asking-to-publish',
      question: { kind: 'to-ask' },
    }
  return place
}

function evolvePlace(
  place: Place,
  event: Exclude<
    ReleaseEvent,
    | EventOf<'Opened' | 'Imported' | 'Aborted' | 'Published' | 'FlagsSeen'>
    | LedgerEvent
    | RolloutEvent
    | EmbargoEvent
  >,
): Place {
  switch (event.type) {
    case 'PlanRequested':
    case 'Planned':
    case 'CutRequested':
    case 'CutDeclined':
    case 'BuildRequested':
    case 'PickRequested':
    case 'PickDropped':
    case 'PickDeferred':
    case 'PolicyTaken':
    case 'BaseRolledBack':
      return evolvePlanning(place, event)
    case 'PickApplied':
    case 'PickConflicted':
    case 'ConflictShown':
    case 'PickResolved':
    case 'BranchPushed':
    case 'BranchMoved':
    case 'BumpRequested':
    case 'Bumped':
    case 'PullRequestShown':
      return evolveBranch(place, event)
    case 'PromptOpened':
    case 'PromptClosed':
    case 'ApprovalGiven':
    case 'ApprovalVoided':
      return isAboutStep(event) ? place : evolveApprovals(place, event)
    case 'GateOpened':
    case 'GateShut':
    case 'NotesRequested':
    case 'NotesDrafted':
    case 'NotesEdited':
    case 'TagRequested':
    case 'Tagged':
    case 'ArtifactsStarted':
    case 'ArtifactVerified':
    case 'ArtifactsFailed':
    case 'PublishRequested':
      return evolvePublication(place, event)
    // What the ledger keeps, and what only answers somebody.
    case 'IssueShown':
    case 'Assessed':
    case 'Excepted':
    case 'HandsSeen':
    case 'CheckSeen':
    case 'TestRetryAsked':
    case 'ProbeAsked':
    case 'BisectAsked':
    case 'BreakFound':
    case 'ItemTicked':
    case 'ItemUnticked':
    case 'NoGoGiven':
    case 'ShippedTold':
    case 'RolledBack':
    case 'Held':
    case 'Resumed':
    case 'StepFailed':
    case 'StepRetried':
    case 'PrereleaseRequested':
    case 'PromotionRequested':
      return place
  }
}
