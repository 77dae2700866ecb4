import { flagText } from '../../messages/flags.ts'
import type { Flag } from '../../release/candidate.ts'
import { type Line, span } from './line.ts'
import { hanging, section } from './screen.ts'

/**
 * Later changes on main that somebody who takes a candidate has to know of.
 *
 * @param taken the changes of the plan by their ids, to tell whether the later one is among them; null where that is
 *   not asked
 */
export function flagLines(flags: readonly Flag[], taken: ReadonlySet<string> | null, width: number): Line[] {
  if (flags.length === 0) return []
  return section(
    'Look at these first',
    flags.flatMap((flag) => hanging(span('! ', 'warn'), flagText(flag, taken), width - 2)),
  )
}
