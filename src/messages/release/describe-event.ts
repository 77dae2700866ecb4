import { formatCandidateName } from '../../release/changes/candidate.ts'
import { describeBecause } from '../../release/lifecycle/describe-because.ts'
import type { ReleaseEvent } from '../../release/lifecycle/events.ts'
import { toSentence } from '../../release/lifecycle/wording.ts'
import { formatSubject } from './opened-release.ts'
import { formatNumber, shortenSha } from './wording.ts'

/**
 * What happened by a command, as a sentence with code in backquotes; null for what only follows from it and is told by
 * where the release then stands.
 */
export function describeEvent(event: ReleaseEvent, version: string): string | null {
  switch (event.type) {
    case 'Opened':
      return `${version} is opened, from \`${event.base.tag}\`; its tracking issue follows.`
    case 'PolicyTaken':
      return 'The policy that is on main now is taken over.'
    case 'PlanRequested':
      return 'The plan is made anew.'
    case 'CutRequested':
      return 'The release branch is asked for.'
    case 'PickRequested':
      return `${formatCandidateName(event.candidate)} is taken in.`
    case 'PickDropped':
      return `${formatCandidateName(event.candidate)} is left out.`
    case 'PickDeferred':
      return `${formatCandidateName(event.candidate)} is left for a later release.`
    case 'Assessed':
      return `The assessment of ${formatCandidateName(event.candidate)} is recorded.`
    case 'Excepted':
      return `The exception for ${formatCandidateName(event.candidate)} is recorded, until ${event.until}.`
    case 'TestRetryAsked':
      return `\`${event.check}\` is asked to run again on \`${shortenSha(event.head)}\`.`
    case 'BisectAsked':
      return `The pick that breaks \`${event.check}\` is looked for, one commit after the other.`
    case 'ItemTicked':
      return `\`${event.tick.item}\` is ${event.tick.as === 'done' ? 'ticked' : 'put down as not applicable'} for \`${shortenSha(event.tick.head)}\`.`
    case 'ItemUnticked':
      return `\`${event.item}\` is not ticked any more.`
    case 'GateShut':
      return 'The tests or the checklist do not hold any more.'
    case 'ApprovalGiven':
      return `Your go for ${formatSubject(event.subject, version)} is recorded.`
    case 'ApprovalVoided':
      return `The go of ${event.person.login} is void: ${toSentence(describeBecause(event.because))}`
    case 'NoGoGiven':
      return 'Your no-go is recorded.'
    case 'NotesRequested':
      return 'The notes are drafted again.'
    case 'NotesEdited':
      return 'The notes are changed.'
    case 'Resumed':
      return `${version} goes on.`
    case 'StepRetried':
      return `The step \`${event.step}\` is tried again.`
    case 'RolledBack':
      return `It is on record that production went back to ${event.to}; the announcements say so.`
    case 'PrereleaseRequested':
    case 'PromotionRequested':
      return `${event.version} is opened with the same ${formatNumber(event.picks.length, 'pick')}; go on in its own tracking issue.`
    default:
      return null
  }
}
