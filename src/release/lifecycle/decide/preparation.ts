import { countDays, formatDate, isDate } from '../../calendar.ts'
import { formatCandidateName } from '../../changes/candidate.ts'
import { toCanonicalJson } from '../../policy/canonical.ts'
import type { AskedOf } from '../commands.ts'
import { accept, type Decision, refuse, type Stamp, voidApprovals } from '../decision.ts'
import { describeBecause } from '../describe-because.ts'
import type { ReleaseEvent } from '../events.ts'
import { deriveSelection } from '../rules/selection.ts'
import type { OpenRelease } from '../state.ts'
import { isSame } from '../who.ts'
import { toSentence } from '../wording.ts'
import type { Selection } from '../words.ts'

const CHANGED = 'What is taken into the release changed.'

/** §1.1 and §1.2: what is taken, until the tag is asked for. */
export function decidePreparation(
  release: OpenRelease,
  command: AskedOf<'Plan' | 'Cut' | 'Pick' | 'Drop' | 'Defer' | 'Assess' | 'Except' | 'TakePolicy'>,
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
    case 'Except':
      return decideException(release, command, stamp)
  }
}

/** Once the tag stands, a policy still says what the build has to leave behind, and who publishes it: that can be mended. */
function mayTakePolicy({ place }: OpenRelease): boolean {
  return deriveSelection(place) !== null || place.step === 'building' || place.step === 'asking-to-publish'
}

function refuseTooLate({ ledger }: OpenRelease): Decision {
  const { tag } = ledger.about
  return refuse(
    `The tag \`${tag}\` was asked for, so what is in it is settled for ever.`,
    'Take it into the next version of the line; or end this one with `/release abort because …`.',
  )
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
      : refuse(
          `The branch of ${ledger.about.version} was asked for already, with another plan.`,
          'See where it is with `/release status`; change what is in it with `/release pick` and `/release drop`.',
        )
  if (place.cut.kind === 'asked')
    return place.cut.expects === expects
      ? accept()
      : refuse(
          'The branch was asked for already, with another plan in mind.',
          'Wait for the plan, look at it, and say it again.',
        )
  if (ledger.flow.kind === 'held')
    return refuse(
      `${ledger.about.version} is held: ${toSentence(describeBecause(ledger.flow.because))}`,
      'Say `/release resume` first.',
    )

  return accept({ type: 'CutRequested', ...stamp, expects })
}

function decidePick(release: OpenRelease, { candidate }: AskedOf<'Pick'>, stamp: Stamp): Decision {
  const { place } = release
  const name = formatCandidateName(candidate)
  if (place.step === 'planning' && place.selection.take.includes(candidate)) return accept()
  if (place.step !== 'planning' && place.plan.picks.some((one) => one.candidate === candidate))
    return refuse(`${name} is in the plan already.`, `See why with \`/release explain ${name}\`.`)

  return accept(...voidApprovals(release, CHANGED, stamp), { type: 'PickRequested', ...stamp, candidate })
}

function leave(
  release: OpenRelease,
  { type, candidate, because }: AskedOf<'Drop' | 'Defer'>,
  stamp: Stamp,
): Decision {
  const { place } = release
  const name = formatCandidateName(candidate)
  if (place.step === 'planning' && place.selection.kind === 'by-criteria') {
    if (place.selection.leave.includes(candidate)) return accept()
  } else if (!isTaken(release, candidate))
    return refuse(`${name} is not in the plan.`, 'See what is with `/release status`.')

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
  const overrules = assessment.type !== null || assessment.severity !== null
  if (overrules && isOwnChange(release, command)) return refuseOwnWord(command)
  const last = release.ledger.assessments.find((one) => one.candidate === candidate)
  if (last && toCanonicalJson(last.assessment) === toCanonicalJson(assessment)) return accept()

  return accept({ type: 'Assessed', ...stamp, candidate, assessment }, ...judgeAgain(release, stamp))
}

/** What the criteria say of a change is overruled by others than who wrote it, unless the policy allows both. */
function isOwnChange(
  { ledger }: OpenRelease,
  { asker, authors = [] }: AskedOf<'Assess' | 'Except'>,
): boolean {
  return !ledger.about.terms.ownChanges && authors.some((author) => isSame(author, asker.person))
}

function refuseOwnWord({ type, candidate }: AskedOf<'Assess' | 'Except'>): Decision {
  const name = formatCandidateName(candidate)
  return type === 'Except'
    ? refuse(
        `You wrote ${name}, so you can't allow an exception for it.`,
        `Ask another approver to comment \`/release except ${name} because …\`.`,
      )
    : refuse(
        `You wrote ${name}, so you can't set its type or severity.`,
        `Ask another contributor to comment \`/release assess ${name} …\`. You can set its risk: \`/release assess ${name} risk=…\`.`,
      )
}

function decideException(release: OpenRelease, command: AskedOf<'Except'>, stamp: Stamp): Decision {
  const { candidate, because, until } = command
  if (isOwnChange(release, command)) return refuseOwnWord(command)
  const last = release.ledger.exceptions.find((one) => one.candidate === candidate)
  if (last && last.because === because && last.until === until) return accept()

  const { timeZone, exceptionDays } = release.ledger.about.terms
  const left = isDate(until) ? countDays(formatDate(timeZone, stamp.at), until) : -1
  if (left < 0 || left > exceptionDays)
    return refuse(
      `An exception holds from today on, for ${exceptionDays} days at most, and \`${until.slice(0, 20)}\` is none of them.`,
      'Say until when as a date, such as `until=2026-03-04`.',
    )
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
  if (about.policy.digest === policy.digest)
    return refuse('The release has this policy already.', 'Nothing has to be done.')

  return accept(...voidApprovals(release, 'The policy changed.', stamp), {
    type: 'PolicyTaken',
    ...stamp,
    policy,
    terms,
  })
}
