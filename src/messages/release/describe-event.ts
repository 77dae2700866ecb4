import { formatCandidateName } from '../../release/changes/candidate.ts'
import { isEmbargoEvent } from '../../release/lifecycle/embargo/evolve.ts'
import type { EventOf, ReleaseEvent } from '../../release/lifecycle/events.ts'
import { isRolloutEvent } from '../../release/lifecycle/rollout/events.ts'
import { describeBecause } from '../describe-because.ts'
import { nameRule } from '../rule-names.ts'
import { describeEmbargoEvent } from '../security/describe-embargo-event.ts'
import { formatList, formatNumber, shortenSha, toSentence } from '../wording.ts'
import { describeRolloutEvent } from './describe-rollout-event.ts'
import { formatSubject } from './opened-release.ts'

/** Says which change makes a release an emergency, and why. */
export function describeEmergency({ candidate, because, emergency }: EventOf<'EmergencyDeclared'>): string {
  return `${formatCandidateName(candidate)} is an emergency (${emergency}): ${toSentence(because)}`
}

/**
 * What happened by a command, as a sentence with code in backquotes; null for what only follows from it and is told by
 * where the release then stands.
 */
export function describeEvent(event: ReleaseEvent, version: string): string | null {
  switch (event.type) {
    case 'Opened':
      return `${version} is opened from \`${event.base.tag}\`. Its tracking issue follows.`
    case 'TrackChanged':
      return `${version} is on the ${event.track} track now.`
    case 'BaseRolledBack':
      return `${version} starts from \`${event.base.tag}\` now, because ${formatList(event.passedOver ?? [])} was rolled back. The plan is being made again.`
    case 'PolicyTaken':
      return 'The release now follows the current policy on main.'
    case 'PlanRequested':
      return 'The plan is being made again.'
    case 'CutRequested':
      return 'The cut is started.'
    case 'PickRequested':
      return `${formatCandidateName(event.candidate)} is in the release.`
    case 'PickDropped':
      return `${formatCandidateName(event.candidate)} is left out.`
    case 'PickDeferred':
      return `${formatCandidateName(event.candidate)} is left for a later release.`
    case 'Assessed':
      return `The assessment of ${formatCandidateName(event.candidate)} is recorded.`
    case 'ReleaseDayCame':
      return `${event.day.date} is the day of ${version}.`
    case 'EmergencyDeclared':
      return describeEmergency(event)
    case 'UnknownsConfirmed':
      return `${formatCandidateName(event.candidate)} is confirmed: ${formatList(event.rules.map(nameRule))}.`
    case 'Excepted':
      return `The exception for ${formatCandidateName(event.candidate)} is recorded, until ${event.until}.`
    case 'TestRetryAsked':
      return `\`${event.check}\` runs again on \`${shortenSha(event.head)}\`.`
    case 'BisectAsked':
      return `Bisecting the picks to find the one that breaks \`${event.check}\`.`
    case 'ItemTicked':
      return `\`${event.tick.item}\` is ${event.tick.as === 'done' ? 'ticked' : 'marked as not applicable'} for \`${shortenSha(event.tick.head)}\`.`
    case 'ItemUnticked':
      return `\`${event.item}\` is no longer ticked.`
    case 'GateShut':
      return 'The tests or the checklist are no longer complete.'
    case 'ApprovalGiven':
      return `Your go for ${formatSubject(event.subject, version)} is recorded.`
    case 'ApprovalVoided':
      return `The go of ${event.person.login} is void: ${toSentence(describeBecause(event.because))}`
    case 'NoGoGiven':
      return 'Your no-go is recorded.'
    case 'NotesRequested':
      return 'The notes are being drafted again.'
    case 'NotesEdited':
      return 'The notes are changed.'
    case 'Resumed':
      return `${version} is resumed.`
    case 'StepRetried':
      return `The step \`${event.step}\` is being retried.`
    case 'RolledBack':
      return `Recorded that production is back on ${event.to}. The announcements say so.`
    case 'PrereleaseRequested':
    case 'PromotionRequested':
      return `${event.version} is opened with the same ${formatNumber(event.picks.length, 'pick')}. Continue in its tracking issue.`
    default:
      return describeOtherEvent(event, version)
  }
}

function describeOtherEvent(event: ReleaseEvent, version: string): string | null {
  if (isEmbargoEvent(event)) return describeEmbargoEvent(event, version)
  return isRolloutEvent(event) ? describeRolloutEvent(event, version) : null
}
