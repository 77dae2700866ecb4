import { evolveEmbargo, isEmbargoEvent } from '../embargo/evolve.ts'
import { asksWorld, endsFailure } from '../event-traits.ts'
import { type EventOf, getFailureReason, type ReleaseEvent } from '../events.ts'
import { isRolloutEvent } from '../rollout/events.ts'
import { evolveRollout, evolveStepQuestion, isAboutStep, restartAnalysis } from '../rollout/evolve.ts'
import { evolveManualRollback } from '../rollout/evolve-rollback.ts'
import { listOutsideFixes, listSecurityFixes } from '../security-fixes.ts'
import type { Flow, Ledger } from '../state.ts'
import type { CheckRun, Tick } from '../words.ts'

/** What is true in every phase, after an event. */
export function evolveLedger(ledger: Ledger, event: ReleaseEvent): Ledger {
  const events = ledger.events + 1
  const asked = asksWorld(event) ? { asked: events, askedAt: event.at } : {}
  const flow = evolveFlow(ledger.flow, event)
  return applyToLedger(
    {
      ...ledger,
      events,
      ...asked,
      flow,
      ...evolveFailure(ledger, event),
      hands: evolveHands(ledger.hands, event),
      unaccepted: evolveUnaccepted(ledger.unaccepted, event),
      outside: evolveOutside(ledger.outside, event),
      rollout: applyToRollout(ledger, event),
      embargo: isEmbargoEvent(event) ? evolveEmbargo(ledger.embargo, event) : ledger.embargo,
    },
    event,
  )
}

/** What we pushed has nobody's commits but ours. */
export const NO_HANDS: Ledger['hands'] = {
  head: null,
  people: [],
  unknown: false,
  moved: false,
  resumers: [],
}

/** Who is behind what others put on the branch is looked up for each of its heads. */
function evolveHands(hands: Ledger['hands'], event: ReleaseEvent): Ledger['hands'] {
  switch (event.type) {
    case 'BranchPushed':
      return NO_HANDS
    case 'BranchMoved':
    case 'PickResolved':
      return { ...hands, moved: true, head: null }
    case 'HandsSeen': {
      const { head, people, unknown = false } = event
      return { ...hands, moved: true, head, people, unknown }
    }
    case 'Resumed':
      return hands.moved && event.by.kind === 'person'
        ? { ...hands, resumers: [...hands.resumers, event.by.person] }
        : hands
    default:
      return hands
  }
}

/** A branch that is built again has nothing on it but ours. */
export const NO_OUTSIDE: Ledger['outside'] = { head: null, commits: [] }

function evolveOutside(outside: Ledger['outside'], event: ReleaseEvent): Ledger['outside'] {
  switch (event.type) {
    case 'BranchPushed':
      return NO_OUTSIDE
    case 'BranchMoved':
      return { ...outside, head: null }
    case 'PickResolved':
      return event.foreign ? { ...outside, head: null } : outside
    case 'OutsideCommitsJudged':
      return { head: event.head, commits: event.commits }
    default:
      return outside
  }
}

/** What somebody else put on the branch waits to be accepted; what we build again is ours. */
function evolveUnaccepted(unaccepted: string | null, event: ReleaseEvent): string | null {
  switch (event.type) {
    case 'BranchMoved':
      return event.head
    case 'PickResolved':
      return event.foreign ? event.head : unaccepted
    case 'BranchPushed':
    case 'PlanRequested':
    case 'PickRequested':
    case 'PickDropped':
    case 'PickDeferred':
    case 'PolicyTaken':
    case 'BaseRolledBack':
      return null
    case 'Held':
      return typeof event.because === 'object' && event.because.code === 'foreign-push'
        ? event.because.head
        : unaccepted
    case 'Resumed':
      // Histories of before this was asked let it go on with any word.
      return null
    default:
      return unaccepted
  }
}

function applyToRollout({ rollout, events }: Ledger, event: ReleaseEvent): Ledger['rollout'] {
  if (isRolloutEvent(event)) return evolveRollout(rollout, event, events + 1)
  switch (event.type) {
    case 'PromptOpened':
    case 'PromptClosed':
    case 'ApprovalGiven':
    case 'ApprovalVoided':
      return isAboutStep(event) ? evolveStepQuestion(rollout, event) : rollout
    case 'RolledBack':
      return evolveManualRollback(rollout, event)
    case 'Resumed':
      return restartAnalysis(rollout, event.at)
    default:
      return rollout
  }
}

function evolveAbout(
  about: Ledger['about'],
  event: EventOf<'PolicyTaken' | 'BaseRolledBack'>,
): Ledger['about'] {
  if (event.type === 'PolicyTaken') return { ...about, policy: event.policy, terms: event.terms }
  const { previous: _, ...rest } = about
  const { base, passedOver, previous } = event
  return { ...rest, base, ...(passedOver && { passedOver }), ...(previous !== undefined && { previous }) }
}

function applyToLedger(ledger: Ledger, event: ReleaseEvent): Ledger {
  switch (event.type) {
    case 'IssueShown':
      return { ...ledger, shown: { ...ledger.shown, issue: event.issue } }
    case 'PullRequestShown':
      return { ...ledger, shown: { ...ledger.shown, pullRequest: event.pullRequest } }
    case 'BackToMainShown':
      return { ...ledger, shown: { ...ledger.shown, backToMain: event.pullRequest } }
    case 'TrackChanged':
      return evolveTrack(ledger, event)
    case 'Planned':
      return { ...ledger, securityFixes: listSecurityFixes(event.plan) }
    case 'CutFrozen':
      return { ...ledger, frozen: event.freeze }
    case 'CutUnfrozen':
      return { ...ledger, frozen: null }
    case 'OutsideCommitsJudged':
      return {
        ...ledger,
        securityFixes: [...new Set([...ledger.securityFixes, ...listOutsideFixes(event.commits)])],
      }
    case 'PolicyTaken':
    case 'BaseRolledBack':
      return { ...ledger, about: evolveAbout(ledger.about, event) }
    case 'PickDropped':
    case 'PickDeferred':
      return { ...ledger, left: [...ledger.left, event] }
    case 'ApprovalGiven':
      return { ...ledger, goes: [...ledger.goes, event] }
    case 'Assessed':
    case 'Excepted':
    case 'UnknownsConfirmed':
      return applyWord(ledger, event)
    case 'ReleaseDayCame':
    case 'ItemsSkipped':
    case 'EmergencyDeclared':
      return applyCalendar(ledger, event)
    case 'CheckSeen':
      return { ...ledger, checks: addCheckRun(ledger.checks, event) }
    case 'ProbeAsked':
      return { ...ledger, probes: [...ledger.probes, event.head] }
    case 'BisectAsked':
      return { ...ledger, bisect: { check: event.check, app: event.app } }
    case 'BreakFound':
      return { ...ledger, bisect: null, breaks: [...ledger.breaks, event] }
    case 'EffectRefused':
      return excludeRefused(ledger, event)
    case 'TestRetryAsked':
      return { ...ledger, reruns: [...ledger.reruns, createRerunKey(event)] }
    case 'ItemTicked':
      return { ...ledger, ticks: [...removeTick(ledger.ticks, event.tick), { ...event.tick, at: event.at }] }
    case 'ItemUnticked':
      return { ...ledger, ticks: removeTick(ledger.ticks, event) }
    case 'ItemProved':
      return { ...ledger, proofs: [...ledger.proofs, event] }
    case 'PromptOpened':
      return { ...ledger, prompts: ledger.prompts + 1 }
    case 'PrereleaseRequested':
    case 'PromotionRequested':
      return { ...ledger, followers: [...ledger.followers, event.version] }
    default:
      return ledger
  }
}

type CalendarEvent = EventOf<'ReleaseDayCame' | 'EmergencyDeclared' | 'ItemsSkipped'>

function applyCalendar(ledger: Ledger, event: CalendarEvent): Ledger {
  if (event.type === 'ReleaseDayCame') return { ...ledger, day: event.day }
  if (event.type === 'EmergencyDeclared') return declareEmergency(ledger, event)
  return { ...ledger, skippedAt: [...ledger.skippedAt, event.gate] }
}

/** A security release keeps its track: its rules are stricter. */
function declareEmergency(ledger: Ledger, event: EventOf<'EmergencyDeclared'>): Ledger {
  const { about } = ledger
  const emergencies = [...ledger.emergencies, event]
  if (about.track === 'security') return { ...ledger, emergencies }
  const emergency = about.emergency ?? event.emergency
  return { ...ledger, emergencies, about: { ...about, track: 'emergency', emergency } }
}

/** What people say of a change: the last word of each kind counts, and every confirmation does. */
function applyWord(ledger: Ledger, event: EventOf<'Assessed' | 'Excepted' | 'UnknownsConfirmed'>): Ledger {
  switch (event.type) {
    case 'Assessed':
      return { ...ledger, assessments: [...excludeCandidate(ledger.assessments, event), event] }
    case 'Excepted':
      return { ...ledger, exceptions: [...excludeCandidate(ledger.exceptions, event), event] }
    case 'UnknownsConfirmed':
      return { ...ledger, confirmations: [...ledger.confirmations, event] }
  }
}

/** Who lowers the track says of every fix that was known then that it is none: a new one makes it a security release again. */
function evolveTrack(ledger: Ledger, { track, emergency }: EventOf<'TrackChanged'>): Ledger {
  const isSecurity = track === 'security' || emergency === 'critical-security'
  const assessed = ledger.assessments.map(({ candidate }) => candidate)
  const cleared = isSecurity ? [] : [...new Set([...ledger.securityFixes, ...assessed])]
  return {
    ...ledger,
    about: { ...ledger.about, track, emergency },
    isConfidential: ledger.isConfidential && isSecurity,
    clearedFixes: cleared,
  }
}

/** What was refused does not go on, and may be asked for again. */
function excludeRefused(ledger: Ledger, { effect, rerun }: EventOf<'EffectRefused'>): Ledger {
  const reruns = ledger.reruns.filter((one) => one !== rerun)
  return effect === 'push-probe' ? { ...ledger, reruns, bisect: null, probes: [] } : { ...ledger, reruns }
}

/** The name of one asking to run a test again. Asked once of a run: the next run may be asked again. */
export function createRerunKey({
  check,
  head,
  run,
}: Pick<EventOf<'TestRetryAsked'>, 'check' | 'head' | 'run'>): string {
  return `${check}@${head}#${run ?? 'none'}`
}

function evolveFlow(flow: Flow, event: ReleaseEvent): Flow {
  if (event.type === 'Resumed') return { kind: 'going' }
  if (event.type !== 'Held') return flow

  const by = event.by.kind === 'person' ? event.by.person : null
  return { kind: 'held', because: event.because, by, at: event.at }
}

function evolveFailure(
  { trouble, attempts, retriedAt }: Ledger,
  event: ReleaseEvent,
): Pick<Ledger, 'trouble' | 'attempts' | 'retriedAt'> {
  if (event.type === 'StepRetried' || event.type === 'NotesRequested')
    return { trouble: { kind: 'none' }, attempts: attempts + 1, retriedAt: event.at }

  const kept = { attempts, retriedAt }
  if (event.type !== 'StepFailed')
    return { ...kept, trouble: endsFailure(event) ? { kind: 'none' } : trouble }
  return { ...kept, trouble: { kind: 'step-failed', step: event.step, reason: getFailureReason(event) } }
}

function excludeCandidate<E extends { readonly candidate: string }>(
  events: readonly E[],
  { candidate }: E,
): E[] {
  return events.filter((one) => one.candidate !== candidate)
}

/** §2.1: the newest run counts, whatever comes in first. Of one run, what was heard last. */
function addCheckRun(
  checks: readonly CheckRun[],
  { type, at, by, ...run }: EventOf<'CheckSeen'>,
): CheckRun[] {
  const others = checks.filter(
    ({ check, app, head }) => check !== run.check || app !== run.app || head !== run.head,
  )
  return [...others, run]
}

function removeTick(ticks: Ledger['ticks'], of: Pick<Tick, 'checklist' | 'item'>): Ledger['ticks'] {
  return ticks.filter(({ checklist, item }) => checklist !== of.checklist || item !== of.item)
}
