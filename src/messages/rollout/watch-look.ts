import type { WatchLook } from '../../release/lifecycle/rollout/words.ts'
import { formatNumber } from '../wording.ts'

/** Says what one look at production counted besides its numbers; empty where there is nothing to count. */
export function describeLookCounts({ issues, support }: Pick<WatchLook, 'issues' | 'support'>): string {
  const parts = [
    ...(issues.length === 0 ? [] : [`${formatNumber(issues.length, 'new issue')} that name the version`]),
    ...(support === null ? [] : [`${formatNumber(support, 'open support issue')}`]),
  ]
  return parts.length === 0 ? '' : `${parts.join(', ')}.`
}
