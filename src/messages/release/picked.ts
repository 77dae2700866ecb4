import { getPicks, getPlan, type OpenedRelease } from '../../release/lifecycle/view.ts'
import { count, list } from './wording.ts'

/** `9 changes: 7 on the branch, 1 in conflict and 1 to come`; nothing where there is no plan. */
export function pickedText(release: OpenedRelease): string {
  const plan = getPlan(release)
  if (!plan) return ''
  const picks = getPicks(release)
  const of = (kind: string) => picks.filter(({ became }) => became.kind === kind).length
  const parts = [
    [of('applied') + of('resolved'), 'on the branch'],
    [of('conflict'), 'in conflict'],
    [of('waiting'), 'to come'],
  ].flatMap(([number, what]) => (number === 0 ? [] : [`${number} ${what}`]))
  const all = count(plan.picks.length, 'change')
  return parts.length === 0 ? all : `${all}: ${list(parts)}`
}
