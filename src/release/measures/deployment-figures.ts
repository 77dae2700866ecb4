import type { EventOf, ReleaseEvent } from '../lifecycle/events.ts'

/** How long the way from the tag to everybody was, in seconds. */
export interface DeploymentFigures {
  readonly taggedAt: number
  readonly completedAt: number
  /** From the tag until everybody was on it. */
  readonly elapsed: number
  /** The same without the soaks that the policy demands: they alone are longer than the target of the process document. */
  readonly working: number
}

/** Measures the deployment of a release; null until everybody is on it. */
export function measureDeployment(events: readonly ReleaseEvent[]): DeploymentFigures | null {
  const tagged = events.find((event) => event.type === 'Tagged')
  const completed = events.find((event) => event.type === 'RolloutCompleted')
  if (tagged === undefined || completed === undefined) return null
  const elapsed = completed.at - tagged.at
  const soaks = events.filter((event) => event.type === 'Deployed')
  const soaked = soaks.reduce((sum, soak) => sum + measureSoak(soak, events), 0)
  return { taggedAt: tagged.at, completedAt: completed.at, elapsed, working: elapsed - soaked }
}

/**
 * The soak that the policy demands of a step, as far as it was waited for: until it was over, the step passed, or it was
 * skipped. What people added to it is work.
 */
function measureSoak(soak: EventOf<'Deployed'>, events: readonly ReleaseEvent[]): number {
  const after = events.slice(events.indexOf(soak) + 1)
  const end = after.find((event) => endsSoak(soak, event))
  return Math.max(0, Math.min(soak.until, end?.at ?? soak.until) - soak.at)
}

function endsSoak({ environment, share }: EventOf<'Deployed'>, event: ReleaseEvent): boolean {
  switch (event.type) {
    case 'StepPassed':
      return event.environment === environment && event.share === share
    case 'SoakSkipped':
    case 'RollbackRequested':
      return event.environment === environment
    case 'Deployed':
    case 'RolloutCompleted':
      return true
    default:
      return false
  }
}
