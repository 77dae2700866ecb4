import type { ReleaseEvent } from '../lifecycle/events.ts'
import type { Subject } from '../lifecycle/words.ts'
import type { GatePoint } from '../process/phases.ts'

/** Where a release waits for people: a question, by its step, or the checklists at a point of its course. */
export type PeopleGate = `go-${Subject['step']}` | `checklist-${GatePoint}`

/** How long a release waited for people at a gate, in seconds. */
export interface PeopleWait {
  readonly gate: PeopleGate
  readonly seconds: number
}

/**
 * Lists how long a release waited for people. A question waits from when it was asked until enough said go. A gate of
 * checklists waits from the last thing that machines did for it until it opened, where somebody ticked a line in between.
 */
export function listWaits(events: readonly ReleaseEvent[]): PeopleWait[] {
  return events.flatMap((event, index): PeopleWait[] => {
    if (event.type === 'PromptClosed') return waitForGo(event, events.slice(0, index))
    if (event.type === 'GateOpened') return waitForTicks(event, events.slice(0, index))
    return []
  })
}

function waitForGo(
  { prompt, because, at }: Extract<ReleaseEvent, { type: 'PromptClosed' }>,
  before: readonly ReleaseEvent[],
): PeopleWait[] {
  const isAnswered = typeof because !== 'string' && because.code === 'enough-approvals'
  const asked = before.findLast((event) => event.type === 'PromptOpened' && event.prompt === prompt)
  if (!isAnswered || asked?.type !== 'PromptOpened') return []
  return [{ gate: `go-${asked.subject.step}`, seconds: at - asked.at }]
}

function waitForTicks(
  { gate, at }: Extract<ReleaseEvent, { type: 'GateOpened' }>,
  before: readonly ReleaseEvent[],
): PeopleWait[] {
  const tick = before.findLastIndex(({ type }) => type === 'ItemTicked')
  const machine = before.findLastIndex(({ type }) => MACHINES.includes(type))
  if (tick < 0 || tick < machine) return []
  const since = before[machine]
  return since === undefined ? [] : [{ gate: `checklist-${gate}`, seconds: at - since.at }]
}

/** What machines do for a gate. */
const MACHINES: readonly ReleaseEvent['type'][] = [
  'CheckSeen',
  'PullRequestShown',
  'ArtifactVerified',
  'StepPassed',
  'DrillFinished',
  'GateOpened',
]
