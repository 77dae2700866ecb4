import { formatFlag } from '../../messages/candidates/flags.ts'
import type { Flag } from '../../release/changes/candidate.ts'
import { createSpan, type ScreenLine } from './line.ts'
import { createHangingText, createScreenSection } from './screen.ts'

/**
 * Later changes on main that somebody who takes a candidate has to know of.
 *
 * @param taken the changes of the plan by their ids, to tell whether the later one is among them; null where that is
 *   not asked
 */
export function renderFlagLines(
  flags: readonly Flag[],
  taken: ReadonlySet<string> | null,
  width: number,
): ScreenLine[] {
  if (flags.length === 0) return []
  return createScreenSection(
    'Check these first',
    flags.flatMap((flag) => createHangingText(createSpan('! ', 'warn'), formatFlag(flag, taken), width - 2)),
  )
}
