import { Temporal } from 'temporal-polyfill'
import type { Policy } from '../policy.ts'

/** Returns whose turn it is to manage releases on a date, by their name on GitHub; null where the policy has no rota. */
export function findReleaseManager(rota: Policy['calendar']['rota'], date: string): string | null {
  const { managers, weeks, anchor } = rota
  if (managers.length === 0) return null
  const days = Temporal.PlainDate.from(anchor).until(Temporal.PlainDate.from(date), {
    largestUnit: 'days',
  }).days
  const turn = Math.floor(days / (7 * weeks))
  return managers[((turn % managers.length) + managers.length) % managers.length] ?? null
}

/** One turn of a rota: who, from which date to which, inclusive. */
export interface Turn {
  readonly manager: string
  readonly from: string
  readonly to: string
}

/** Lists the turns of a rota from the one that a date is in. */
export function listTurns(
  rota: Policy['calendar']['rota'],
  { from, count }: { readonly from: string; readonly count: number },
): Turn[] {
  const { weeks, anchor } = rota
  const start = Temporal.PlainDate.from(anchor)
  const days = start.until(Temporal.PlainDate.from(from), { largestUnit: 'days' }).days
  const first = Math.floor(days / (7 * weeks))
  return Array.from({ length: count }, (_, index) => start.add({ weeks: (first + index) * weeks })).flatMap(
    (begin) => {
      const manager = findReleaseManager(rota, begin.toString())
      const to = begin.add({ weeks }).subtract({ days: 1 }).toString()
      return manager === null ? [] : [{ manager, from: begin.toString(), to }]
    },
  )
}
