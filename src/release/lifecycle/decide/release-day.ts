import type { FactOf } from '../commands.ts'
import { accept, BY_RULE, type Decision, type Stamp } from '../decision.ts'
import type { ReleaseEvent } from '../events.ts'
import { deriveSelection } from '../rules/selection.ts'
import type { OpenRelease } from '../state.ts'

/** Release Schedule and Emergency Releases: what the calendar says to a release that is open. The same again is no news. */
export function learnOfSchedule(
  release: OpenRelease,
  fact: FactOf<'ReleaseDayCame' | 'EmergencySeen'>,
): Decision {
  const stamp = { at: fact.at, by: BY_RULE }
  // What is settled is released as it is: another day, and a change that came later, are for the next version.
  if (deriveSelection(release.place) === null) return accept()
  if (fact.type === 'EmergencySeen') return decideEmergency(release, fact, stamp)

  const { day } = release.ledger
  if (day !== null && day.at >= fact.day.at) return accept()
  return accept({ type: 'ReleaseDayCame', ...stamp, day: fact.day }, ...takeAgain(release, fact, stamp))
}

function decideEmergency(
  { ledger }: OpenRelease,
  { candidate, emergency, because }: FactOf<'EmergencySeen'>,
  stamp: Stamp,
): Decision {
  if (ledger.emergencies.some((one) => one.candidate === candidate)) return accept()
  return accept({ type: 'EmergencyDeclared', ...stamp, candidate, emergency, because })
}

/** What waited for this day is taken on it, where the release was not cut since. */
function takeAgain(
  { ledger, place }: OpenRelease,
  { day }: FactOf<'ReleaseDayCame'>,
  stamp: Stamp,
): ReleaseEvent[] {
  if (place.step !== 'planned' && place.step !== 'planning') return []
  const { selection } = place
  if (selection.kind !== 'by-criteria') return []
  const waited = ledger.left.flatMap(({ candidate, because }) =>
    typeof because !== 'string' && because.code === 'waits-for-day' && because.due <= day.at
      ? [candidate]
      : [],
  )
  const leave = selection.leave.filter((one) => !waited.includes(one))
  if (leave.length === selection.leave.length) return []
  return [{ type: 'PlanRequested', ...stamp, selection: { ...selection, leave }, main: null }]
}
