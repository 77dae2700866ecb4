import { listToConfirm } from '../../release/lifecycle/rules/unconfirmed.ts'
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
  const toConfirm = listToConfirm(release).flatMap(({ rules }) => rules).length
  const counted = formatNumber(plan.picks.length, 'change')
  const all = toConfirm === 0 ? counted : `${counted}, ${toConfirm} to confirm`
  return parts.length === 0 ? all : `${all}: ${formatList(parts)}`
}
