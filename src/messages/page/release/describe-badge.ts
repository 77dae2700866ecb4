import type { OpenedRelease } from '../../../release/lifecycle/view.ts'
import type { ReleaseBadge } from './release-list.ts'

/** What a badge is made of: the list has it from the projection, a page from the state. */
export interface ReleaseStanding {
  readonly status: OpenedRelease['status']
  /** Null for one that has ended. */
  readonly step: string | null
  readonly isHeld: boolean
  /** The step that failed and waits for a retry; null where none did. */
  readonly failedStep: string | null
  readonly isRolledBack: boolean
  /** It was published before the App was there. */
  readonly isImported: boolean
  /** The stage of its rollout; null before and after. */
  readonly rollout: string | null
}

/** Says in a word or two how a release stands. */
export function describeBadge(standing: ReleaseStanding): ReleaseBadge {
  const { status, step, isHeld, failedStep, isRolledBack, isImported, rollout } = standing
  if (status === 'aborted') return { text: 'aborted', tone: 'bad' }
  if (isRolledBack) return { text: 'rolled back', tone: 'bad' }
  if (isImported) return { text: 'imported', tone: 'good' }
  if (isHeld) return { text: 'held', tone: 'bad' }
  if (failedStep !== null) return { text: `${failedStep} failed`, tone: 'bad' }
  if (status === 'published') return { text: describePublished(rollout), tone: 'good' }
  return { text: (rollout ?? step ?? 'open').replaceAll('-', ' '), tone: 'busy' }
}

function describePublished(rollout: string | null): string {
  return rollout === null ? 'published' : `published, ${rollout.replaceAll('-', ' ')}`
}
