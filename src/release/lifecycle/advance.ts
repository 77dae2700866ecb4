import type { CutDecline } from './causes.ts'
import { answerQuestion, BY_RULE, type Stamp, voidApprovals } from './decision.ts'
import { advanceEmbargo, isDisclosureDue } from './embargo/advance.ts'
import { proveScores } from './embargo/prove-items.ts'
import type { ReleaseEvent } from './events.ts'
import { evolve } from './evolve/evolve.ts'
import { advanceRollout } from './rollout/advance.ts'
import { isRolledBack } from './rollout/view.ts'
import { countMissingApprovals, getApprovalTerms } from './rules/approvals.ts'
import { checkGates, listSkippedItems, recordSkippedItems } from './rules/gates.ts'
import type { Missing } from './rules/missing.ts'
import { startNextProbe } from './rules/probes.ts'
import type { OpenRelease, PlaceAt, Release } from './state.ts'
import { isUncut } from './view.ts'
import type { Subject } from './words.ts'

/** More than any release can take by itself after one command: each plan, question and gate, and each pick that is skipped. */
const MOST = 2000

/** Events, and what follows from them by the rules of the process without anybody's word. */
export function advance(release: Release, events: readonly ReleaseEvent[], at: number): ReleaseEvent[] {
  const all = [...events]
  let state = events.reduce(evolve, release)
  for (let more = advanceOnce(state, at); more.length > 0; more = advanceOnce(state, at)) {
    all.push(...more)
    if (all.length > MOST)
      throw new Error('A release goes round in a ring: its rules follow from one another for ever.')
    state = more.reduce(evolve, state)
  }
  return all
}

/** What follows next. A held release goes nowhere, but a gate that is shut again shuts (law 9: the unknown holds). */
function advanceOnce(release: Release, at: number): ReleaseEvent[] {
  if (release.status === 'unopened' || release.status === 'aborted') return []
  if (release.status === 'published' && release.imported !== null) return []

  const stamp = { at, by: BY_RULE }
  const shut = release.status === 'open' ? shutAgain(release, stamp) : []
  if (shut.length > 0) return shut
  if (release.ledger.flow.kind === 'held' && !isRolledBack(release)) return []

  const inEmbargo = release.status === 'open' ? advanceEmbargo(release, stamp) : []
  if (inEmbargo.length > 0) return inEmbargo
  const inRollout = advanceRollout(release, stamp)
  if (inRollout.length > 0 || release.status === 'published' || isRolledBack(release)) return inRollout

  const { ledger, place } = release
  if (hasFreezeEnded(release, at)) return [{ type: 'CutUnfrozen', ...stamp }]
  switch (place.step) {
    case 'planned':
      return advancePlan(release, place, stamp)
    case 'asking-to-cut':
    case 'asking-to-tag':
    case 'asking-to-publish':
      return advanceQuestion(release, place, stamp)
    case 'picking':
      return advancePicks(release, place, stamp)
    case 'testing': {
      const proofs = proveScores(release, stamp)
      if (proofs.length > 0) return proofs
      if (checkGates(release, 'testing').kind === 'shut') return startNextProbe(ledger, place, stamp)
      return [openTestingGate(release, place.head, stamp)]
    }
    case 'building':
      if (checkGates(release, 'artifacts').kind === 'shut') return []
      return [{ type: 'GateOpened', ...stamp, gate: 'artifacts', head: place.head }]
    case 'planning':
    case 'bumping':
    case 'proposing':
    case 'drafting':
    case 'tagging':
    case 'publishing':
    case 'delivering':
      return []
  }
}

/** §2.1: a newer run that fails, or a tick that is taken back: before the tag is asked for, and before it is published. */
function shutAgain(release: OpenRelease, stamp: Stamp): ReleaseEvent[] {
  const { place } = release
  switch (place.step) {
    case 'drafting':
    case 'asking-to-tag': {
      const gates = checkGates(release, 'testing')
      if (gates.kind === 'open') return []
      const { missing } = gates
      return [
        ...voidApprovals(release, GATES_SHUT, stamp),
        { type: 'GateShut', ...stamp, gate: 'testing', head: place.head, missing },
      ]
    }
    case 'asking-to-publish':
      return checkGates(release, 'publication').kind === 'shut'
        ? voidApprovals(release, GATES_SHUT, stamp)
        : []
    default:
      return []
  }
}

const GATES_SHUT = { code: 'gates-shut' } as const

/** A freeze counts to the minute of its end, and no longer. */
function hasFreezeEnded(release: OpenRelease, at: number): boolean {
  const { frozen } = release.ledger
  return frozen !== null && isUncut(release) && release.place.step !== 'planning' && at >= frozen.over
}

/** §1.2: a branch that was asked for is built, if the plan is the one that was looked at. */
function advancePlan(release: OpenRelease, place: PlaceAt<'planned'>, stamp: Stamp): ReleaseEvent[] {
  const { plan, cut } = place
  const later = deferToTheirDay(release, place, stamp)
  if (later.length > 0) return later
  if (cut.kind === 'not-asked') return []
  const { frozen } = release.ledger
  if (frozen && stamp.at < frozen.over) return []
  if (plan.picks.length === 0) return [declineCut({ code: 'empty-plan' }, stamp)]
  const criteria = checkGates(release, 'cut')
  const unfit = criteria.kind === 'shut' ? criteria.missing.find(isUnfit) : undefined
  if (unfit) {
    const { candidate, verdict } = unfit
    return [declineCut({ code: 'not-eligible', candidate, verdict }, stamp)]
  }
  if (cut.expects !== null && !plan.digest.startsWith(cut.expects))
    return [
      declineCut(
        {
          code: 'other-plan',
          version: release.ledger.about.version,
          plan: plan.digest,
          expects: cut.expects,
        },
        stamp,
      ),
    ]
  // It waits for the people who close what blocks releases, and who confirm what nobody could know.
  if (criteria.kind === 'shut') return []
  if (release.ledger.about.terms.approvals.cut.count > 0)
    return [openQuestion(release, { step: 'cut', plan: plan.digest }, stamp)]

  return [{ type: 'BuildRequested', ...stamp, plan: plan.digest }]
}

/**
 * Release Schedule: what is due on a later day than the release waits for it, unless somebody picked it. A branch that
 * was asked for is made of what was seen.
 */
function deferToTheirDay({ ledger }: OpenRelease, place: PlaceAt<'planned'>, stamp: Stamp): ReleaseEvent[] {
  const { day, left } = ledger
  const { plan, selection, cut } = place
  if (day === null || cut.kind === 'asked' || selection.kind !== 'by-criteria') return []
  const taken = new Set([...selection.take, ...left.map(({ candidate }) => candidate)])
  return plan.picks.flatMap(({ candidate, urgency, due }): ReleaseEvent[] => {
    if (urgency === undefined || urgency === 'immediate' || due === undefined) return []
    if (due <= day.at || taken.has(candidate)) return []
    return [{ type: 'PickDeferred', ...stamp, candidate, because: { code: 'waits-for-day', urgency, due } }]
  })
}

type Unfit = Extract<Missing, { code: 'not-eligible' }>

function isUnfit(missing: Missing): missing is Unfit {
  return missing.code === 'not-eligible'
}

/** The branch isn't made. §1.1: what the criteria keep out gets in by an exception, and in no other way. */
function declineCut(because: CutDecline, stamp: Stamp): ReleaseEvent {
  return { type: 'CutDeclined', ...stamp, because }
}

type AskingPlace = PlaceAt<'asking-to-cut' | 'asking-to-tag' | 'asking-to-publish'>

/** What is asked where a release stands, and so what a go is bound to. */
export function getQuestionSubject(place: AskingPlace): Subject {
  const plan = place.plan.digest
  switch (place.step) {
    case 'asking-to-cut':
      return { step: 'cut', plan }
    case 'asking-to-tag':
      return { step: 'tag', plan, commit: place.head }
    case 'asking-to-publish':
      return { step: 'publish', plan, commit: place.head, notes: place.notes }
  }
}

function advanceQuestion(release: OpenRelease, place: AskingPlace, stamp: Stamp): ReleaseEvent[] {
  const { ledger } = release
  const subject = getQuestionSubject(place)
  const { count } = getApprovalTerms(ledger.about, subject.step)
  const plan = place.plan.digest
  if (place.question.kind === 'to-ask')
    return count === 0 || isGated(release) ? [] : [openQuestion(release, subject, stamp)]
  if (countMissingApprovals(ledger, place.question, subject.step) > 0) return []

  switch (place.step) {
    case 'asking-to-cut':
      return [answerQuestion(place.question, stamp), { type: 'BuildRequested', ...stamp, plan }]
    case 'asking-to-tag': {
      const { approvals } = place.question
      const { tag } = ledger.about
      return [
        answerQuestion(place.question, stamp),
        { type: 'TagRequested', ...stamp, tag, commit: place.head, approvals },
      ]
    }
    // The go is there; somebody says `publish`, or the agreed minute of a disclosure comes.
    case 'asking-to-publish': {
      if (!isDisclosureDue(release, stamp.at)) return []
      const { approvals } = place.question
      return [
        answerQuestion(place.question, stamp),
        ...recordSkippedItems(release, 'publication', stamp),
        { type: 'PublishRequested', ...stamp, subject, approvals },
      ]
    }
  }
}

/** Nothing is asked that a shut gate would make void. */
function isGated(release: OpenRelease): boolean {
  if (release.place.step !== 'asking-to-publish') return false
  const { embargo } = release.ledger
  // When it is disclosed is part of what is approved.
  if (embargo && embargo.disclosing === null) return true
  return checkGates(release, 'publication').kind === 'shut'
}

function openQuestion({ ledger }: OpenRelease, subject: Subject, stamp: Stamp): ReleaseEvent {
  return { type: 'PromptOpened', ...stamp, prompt: `${subject.step}-${ledger.prompts + 1}`, subject }
}

/** §1.3: the bump is the last commit. One bad pick does not stop the others; the policy says whether it stops the release. */
function advancePicks({ ledger }: OpenRelease, place: PlaceAt<'picking'>, stamp: Stamp): ReleaseEvent[] {
  const { picks, head } = place
  if (head === null || picks.some(({ became }) => became.kind === 'waiting')) return []

  const conflict = picks.find(({ became }) => became.kind === 'conflict')
  if (!conflict) return [{ type: 'BumpRequested', ...stamp, on: head }]
  if (ledger.about.terms.onConflict === 'stop') return []

  const { candidate } = conflict
  return [{ type: 'PickDeferred', ...stamp, candidate, because: { code: 'conflict-skipped', candidate } }]
}

function openTestingGate(release: OpenRelease, head: string, stamp: Stamp): ReleaseEvent {
  const skipped = listSkippedItems(release, 'testing')
  return { type: 'GateOpened', ...stamp, gate: 'testing', head, ...(skipped.length > 0 && { skipped }) }
}
