import { type Opened, picksOf, planOf } from './parts.ts'
import { count, list } from './wording.ts'

/** `9 changes: 7 on the branch, 1 in conflict and 1 to come`; nothing where there is no plan. */
export function pickedText(release: Opened): string {
  const plan = planOf(release)
  if (!plan) return ''
  const picks = picksOf(release)
  const of = (kind: string) => picks.filter(({ became }) => became.kind === kind).length
  const parts = [
    [of('applied') + of('resolved'), 'on the branch'],
    [of('conflict'), 'in conflict'],
    [of('waiting'), 'to come'],
  ].flatMap(([number, what]) => (number === 0 ? [] : [`${number} ${what}`]))
  const all = count(plan.picks.length, 'change')
  return parts.length === 0 ? all : `${all}: ${list(parts)}`
}
