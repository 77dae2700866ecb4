import { type Flag, formatCandidateName } from '../../release/changes/candidate.ts'

/**
 * What somebody who takes a candidate has to know of a later change on main. No sentence yet: it has no full stop.
 *
 * @param taken the changes of the plan by their ids, to tell whether the later one is among them; null where that is
 *   not asked
 */
export function formatFlag(flag: Flag, taken: ReadonlySet<string> | null): string {
  return describeFlag(flag) + describeWhere(flag, taken)
}

function describeWhere({ kind, by }: Flag, taken: ReadonlySet<string> | null): string {
  if (taken === null || kind === 'reverts-line' || kind === 'named-on-line') return ''
  return taken.has(by) ? ', which is in the plan too' : ', which is not in the plan'
}

function describeFlag({ kind, candidate, by }: Flag): string {
  const [taken, later] = [formatCandidateName(candidate), formatCandidateName(by)]
  switch (kind) {
    case 'reverted-later':
      return `${taken} was reverted later on main, by ${later}`
    case 'partly-reverted-later':
      return `a part of ${taken} was reverted later on main, by ${later}`
    case 'follow-up':
      return `${taken} has a follow-up on main: ${later}`
    case 'reverts-line':
      return `${taken} takes back ${later}, which is on the line`
    case 'named-on-line':
      return `${later} on the line names ${taken}, but its content differs from ${taken}`
  }
}
