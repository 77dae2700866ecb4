import { countDays, formatDate, isDate } from '../../calendar.ts'
import { toCanonicalJson } from '../../policy/canonical.ts'
import type { AskedOf } from '../commands.ts'
import { accept, type Decision, refuse, type Stamp, voidApprovals } from '../decision.ts'
import type { ReleaseEvent } from '../events.ts'
import { deriveSelection } from '../rules/selection.ts'
import { listToConfirm, type Unconfirmed } from '../rules/unconfirmed.ts'
import type { OpenRelease } from '../state.ts'
import { getPlannedPick } from '../view.ts'
import { isSame } from '../who.ts'
import type { Selection } from '../words.ts'

const CHANGED = { code: 'selection-changed' } as const

/** §1.1 and §1.2: what is taken, until the tag is asked for. */
export function decidePreparation(
  release: OpenRelease,
  command: AskedOf<
    'Plan' | 'Cut' | 'Pick' | 'Drop' | 'Defer' | 'Assess' | 'Confirm' | 'Except' | 'TakePolicy'
  >,
  stamp: Stamp,
): Decision {
  if (command.type === 'TakePolicy')
    return mayTakePolicy(release) ? decidePolicy(release, command, stamp) : refuseTooLate(release)
  const selection = deriveSelection(release.place)
  if (selection === null) return refuseTooLate(release)

  switch (command.type) {
    case 'Plan':
      return decidePlan(release, selection, stamp)
    case 'Cut':
      return decideCut(release, command, stamp)
    case 'Pick':
      return decidePick(release, command, stamp)
    case 'Drop':
    case 'Defer':
      return leave(release, command, stamp)
    case 'Assess':
      return assess(release, command, stamp)
    case 'Confirm':
      return decideConfirmation(release, command, stamp)
    case 'Except':
      return decideException(release, command, stamp)
  }
}

/** Once the tag stands, a policy still says what the build has to leave behind, and who publishes it: that can be mended. */
function mayTakePolicy({ place }: OpenRelease): boolean {
  return deriveSelection(place) !== null || place.step === 'building' || place.step === 'asking-to-publish'
}

function refuseTooLate({ ledger }: OpenRelease): Decision {
  return refuse({ code: 'tag-requested', tag: ledger.about.tag })
}

/** While a plan is being made there is nothing new to ask for, unless that failed. */
function decidePlan(release: OpenRelease, selection: Selection, stamp: Stamp): Decision {
  const { ledger, place } = release
  if (place.step === 'planning' && ledger.trouble.kind === 'none') return accept()

  return accept(...voidApprovals(release, CHANGED, stamp), createReplanEvent(selection, stamp))
}

function createReplanEvent(selection: Selection, stamp: Stamp): ReleaseEvent {
  return { type: 'PlanRequested', ...stamp, selection, main: null }
}

function decideCut({ ledger, place }: OpenRelease, { expects }: AskedOf<'Cut'>, stamp: Stamp): Decision {
  if (place.step !== 'planning' && place.step !== 'planned')
    return expects === null || place.plan.digest.startsWith(expects)
      ? accept()
      : refuse({ code: 'other-plan-cut', version: ledger.about.version })
  if (place.cut.kind === 'asked')
    return place.cut.expects === expects ? accept() : refuse({ code: 'other-plan-expected' })
  if (ledger.flow.kind === 'held')
    return refuse({ code: 'held', version: ledger.about.version, because: ledger.flow.because })
  const { frozen, about } = ledger
  if (frozen && stamp.at < frozen.over) return refuse({ code: 'line-frozen', line: about.line, ...frozen })

  return accept({ type: 'CutRequested', ...stamp, expects })
}

function decidePick(release: OpenRelease, { candidate }: AskedOf<'Pick'>, stamp: Stamp): Decision {
  const { place } = release
  if (place.step === 'planning' && place.selection.take.includes(candidate)) return accept()
  if (place.step !== 'planning' && place.plan.picks.some((one) => one.candidate === candidate))
    return refuse({ code: 'planned-already', candidate })

  return accept(...voidApprovals(release, CHANGED, stamp), { type: 'PickRequested', ...stamp, candidate })
}

function leave(
  release: OpenRelease,
  { type, candidate, because }: AskedOf<'Drop' | 'Defer'>,
  stamp: Stamp,
): Decision {
  const { place } = release
  if (place.step === 'planning' && place.selection.kind === 'by-criteria') {
    if (place.selection.leave.includes(candidate)) return accept()
  } else if (!isTaken(release, candidate)) return refuse({ code: 'not-planned', candidate })

  const event = type === 'Drop' ? 'PickDropped' : 'PickDeferred'
  return accept(...voidApprovals(release, CHANGED, stamp), { type: event, ...stamp, candidate, because })
}

function isTaken({ place }: OpenRelease, candidate: string): boolean {
  if (place.step === 'planning') return place.selection.take.includes(candidate)
  return place.plan.picks.some((one) => one.candidate === candidate)
}

/** An assessment may change what the criteria say, so a plan by criteria is made anew. */
function assess(release: OpenRelease, command: AskedOf<'Assess'>, stamp: Stamp): Decision {
  const { candidate, assessment } = command
  const overrules = assessment.type !== null || assessment.severity !== null || assessment.cvss !== undefined
  if (overrules && isOwnChange(release, command)) return refuseOwnWord(command)
  const last = release.ledger.assessments.find((one) => one.candidate === candidate)
  if (last && toCanonicalJson(last.assessment) === toCanonicalJson(assessment)) return accept()

  return accept({ type: 'Assessed', ...stamp, candidate, assessment }, ...judgeAgain(release, stamp))
}

/** §1.1: somebody answers for what nobody could know, of changes that others wrote. */
function decideConfirmation(release: OpenRelease, command: AskedOf<'Confirm'>, stamp: Stamp): Decision {
  const { place } = release
  if (place.step === 'planning') return refuse({ code: 'plan-in-progress' })
  if (command.plan !== null && !place.plan.digest.startsWith(command.plan))
    return refuse({ code: 'other-plan-shown', plan: place.plan.digest })
  const named = command.changes?.find((one) => place.plan.picks.every(({ candidate }) => candidate !== one))
  if (named !== undefined) return refuse({ code: 'not-planned', candidate: named })

  const open = listToConfirm(release).filter(({ candidate }) => command.changes?.includes(candidate) ?? true)
  const meant = open.flatMap((one) => selectRules(one, command.rules))
  const others = meant.filter((one) => !isOwnPick(release, one.candidate, command))
  const [own] = meant
  if (others.length === 0 && own)
    return refuse({ code: 'own-change', command: 'Confirm', candidate: own.candidate })
  return accept(
    ...others.map(({ candidate, rules }) => ({
      type: 'UnknownsConfirmed' as const,
      ...stamp,
      candidate,
      rules,
    })),
  )
}

function selectRules({ candidate, rules }: Unconfirmed, wanted: AskedOf<'Confirm'>['rules']): Unconfirmed[] {
  const meant = wanted === null ? rules : rules.filter((rule) => wanted.includes(rule))
  return meant.length === 0 ? [] : [{ candidate, rules: meant }]
}

function isOwnPick(release: OpenRelease, candidate: string, { asker }: AskedOf<'Confirm'>): boolean {
  const authors = getPlannedPick(release, candidate)?.authors ?? []
  return !release.ledger.about.terms.ownChanges && authors.some((author) => isSame(author, asker.person))
}

/** What the criteria say of a change is overruled by others than who wrote it, unless the policy allows both. */
function isOwnChange(
  { ledger }: OpenRelease,
  { asker, authors = [] }: AskedOf<'Assess' | 'Except'>,
): boolean {
  return !ledger.about.terms.ownChanges && authors.some((author) => isSame(author, asker.person))
}

function refuseOwnWord({ type, candidate }: AskedOf<'Assess' | 'Except'>): Decision {
  return refuse({ code: 'own-change', command: type, candidate })
}

function decideException(release: OpenRelease, command: AskedOf<'Except'>, stamp: Stamp): Decision {
  const { candidate, because, until } = command
  if (isOwnChange(release, command)) return refuseOwnWord(command)
  const last = release.ledger.exceptions.find((one) => one.candidate === candidate)
  if (last && last.because === because && last.until === until) return accept()

  const { timeZone, exceptionDays } = release.ledger.about.terms
  const left = isDate(until) ? countDays(formatDate(timeZone, stamp.at), until) : -1
  if (left < 0 || left > exceptionDays)
    return refuse({ code: 'exception-out-of-range', until, days: exceptionDays })
  return accept({ type: 'Excepted', ...stamp, candidate, because, until }, ...judgeAgain(release, stamp))
}

/** What a branch is made of does not change by what somebody says of a change: that takes a pick or a drop. */
function judgeAgain(release: OpenRelease, stamp: Stamp): ReleaseEvent[] {
  const { place } = release
  if (place.step !== 'planning' && place.step !== 'planned' && place.step !== 'asking-to-cut') return []

  return [...voidApprovals(release, CHANGED, stamp), createReplanEvent(place.selection, stamp)]
}

function decidePolicy(
  release: OpenRelease,
  { policy, terms }: AskedOf<'TakePolicy'>,
  stamp: Stamp,
): Decision {
  const { about } = release.ledger
  if (about.policy.digest === policy.digest) return refuse({ code: 'policy-unchanged' })

  return accept(...voidApprovals(release, { code: 'policy-changed' }, stamp), {
    type: 'PolicyTaken',
    ...stamp,
    policy,
    terms,
  })
}
