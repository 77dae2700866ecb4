import { type Flag, nameOf } from '../../release/candidate.ts'
import { type Line, span } from './line.ts'
import { hanging, section } from './screen.ts'

/** Later changes on main that somebody who takes a candidate has to know of. */
export function flagLines(flags: readonly Flag[], width: number): Line[] {
  if (flags.length === 0) return []
  return section(
    'Look at these first',
    flags.flatMap((flag) => hanging(span('! ', 'warn'), flagText(flag), width - 2)),
  )
}

export function flagText({ kind, candidate, by }: Flag): string {
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
