import { Temporal } from 'temporal-polyfill'
import { WEEKDAYS } from '../../policy/calendar.ts'
import type { DeploymentWindow, EnvironmentTerms } from './terms.ts'

/** Whether an environment may change at a time, and when that is different next; null where never within a year. */
export type WindowState =
  | { readonly kind: 'open' }
  | { readonly kind: 'closed'; readonly because: 'window' | 'freeze'; readonly opensAt: number | null }

/** How many days ahead the next window is looked for. */
const FURTHEST_DAYS = 366

/**
 * Checks whether an environment may change now: in a deployment window of its policy, on a day that is not frozen.
 *
 * @param at seconds since 1970
 */
export function checkWindow(
  { windows, freeze }: Pick<EnvironmentTerms, 'windows' | 'freeze'>,
  timeZone: string,
  at: number,
): WindowState {
  const now = Temporal.Instant.fromEpochMilliseconds(at * 1000).toZonedDateTimeISO(timeZone)
  const isFrozen = freeze.includes(now.toPlainDate().toString())
  if (!isFrozen && isInWindow(windows, now)) return { kind: 'open' }

  const because = isFrozen ? 'freeze' : 'window'
  return { kind: 'closed', because, opensAt: findOpening({ windows, freeze }, now) }
}

function isInWindow(windows: readonly DeploymentWindow[], now: Temporal.ZonedDateTime): boolean {
  if (windows.length === 0) return true
  const day = WEEKDAYS[now.dayOfWeek - 1]
  const time = now.toPlainTime()
  return windows.some(
    ({ days, from, to }) =>
      days.some((one) => one === day) &&
      Temporal.PlainTime.compare(time, Temporal.PlainTime.from(from)) >= 0 &&
      Temporal.PlainTime.compare(time, Temporal.PlainTime.from(to)) < 0,
  )
}

function findOpening(
  { windows, freeze }: Pick<EnvironmentTerms, 'windows' | 'freeze'>,
  now: Temporal.ZonedDateTime,
): number | null {
  for (let days = 0; days <= FURTHEST_DAYS; days += 1) {
    const day = now.toPlainDate().add({ days })
    if (freeze.includes(day.toString())) continue
    const openings = listOpenings(windows, day)
      .map((time) => day.toZonedDateTime({ timeZone: now.timeZoneId, plainTime: time }))
      .filter((opening) => Temporal.ZonedDateTime.compare(opening, now) > 0)
      .map((opening) => Math.ceil(opening.epochMilliseconds / 1000))
    if (openings.length > 0) return Math.min(...openings)
  }
  return null
}

function listOpenings(windows: readonly DeploymentWindow[], day: Temporal.PlainDate): Temporal.PlainTime[] {
  if (windows.length === 0) return [Temporal.PlainTime.from('00:00')]
  const name = WEEKDAYS[day.dayOfWeek - 1]
  return windows
    .filter(({ days }) => days.some((one) => one === name))
    .map(({ from }) => Temporal.PlainTime.from(from))
}
