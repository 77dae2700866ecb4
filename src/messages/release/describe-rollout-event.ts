import type { RolloutEvent } from '../../release/lifecycle/rollout/events.ts'
import { formatMinute } from '../wording.ts'

/**
 * Says what happened to a rollout by a command, as a sentence with code in backquotes; null for what only follows from it
 * and is told by where the release then stands.
 */
export function describeRolloutEvent(event: RolloutEvent, version: string): string | null {
  switch (event.type) {
    case 'SoakExtended':
      return `The soak of \`${event.environment}\` ends at ${formatMinute(event.until)}.`
    case 'SoakSkipped':
      return `The soak of \`${event.environment}\` is skipped.`
    case 'RollbackRequested':
      return `Rolling \`${event.environment}\` back to ${event.to}.`
    case 'LineUnlocked':
      return 'The line is unlocked. Its next version can be cut.'
    case 'DrillRequested':
      return `Testing the rollback in \`${event.environment}\`.`
    case 'OnCallAcknowledged':
      return `${event.person.login} is on call and briefed.`
    case 'BreachAccepted':
      return 'The release stays. The watch continues.'
    case 'Closed':
      return `${version} is closed.`
    default:
      return null
  }
}
