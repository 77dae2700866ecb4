import { getPicks, getPlan, type OpenedRelease } from '../../release/lifecycle/view.ts'
import { formatList, formatNumber } from '../wording.ts'

/** `9 changes: 7 on the branch, 1 in conflict and 1 to come`; nothing where there is no plan. */
export function renderPicked(release: OpenedRelease): string {
  const plan = getPlan(release)
  if (!plan) return ''
  const picks = getPicks(release)
  const countOf = (kind: string) => picks.filter(({ became }) => became.kind === kind).length
  const parts = [
    [countOf('applied') + countOf('resolved'), 'on the branch'],
    [countOf('conflict'), 'in conflict'],
    [countOf('waiting'), 'to come'],
  ].flatMap(([number, what]) => (number === 0 ? [] : [`${number} ${what}`]))
  const all = formatNumber(plan.picks.length, 'change')
  return parts.length === 0 ? all : `${all}: ${formatList(parts)}`
}
