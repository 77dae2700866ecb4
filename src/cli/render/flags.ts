import { type Flag, nameOf } from '../../release/candidate.ts'
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
    flags.flatMap((flag) => hanging(span('! ', 'warn'), flagText(flag) + whereItIs(flag, taken), width - 2)),
  )
}

function whereItIs({ by }: Flag, taken: ReadonlySet<string> | null): string {
  if (taken === null) return ''
  return taken.has(by) ? ', which is in the plan too' : ', which is not in the plan'
}

function flagText({ kind, candidate, by }: Flag): string {
  const [taken, later] = [nameOf(candidate), nameOf(by)]
  switch (kind) {
    case 'reverted-later':
      return `${taken} was reverted later on main, by ${later}`
    case 'partly-reverted-later':
      return `a part of ${taken} was reverted later on main, by ${later}`
    case 'follow-up':
      return `${taken} has a follow-up on main: ${later}`
  }
}
