import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { EMERGENCIES } from '../process/schedule.ts'
import { PROCESS } from '../process.ts'
import { chooseDefault, defineList, defineSetting } from './define-setting.ts'

/** In ISO order: Monday is the first day of a week. */
export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const
export type Weekday = (typeof WEEKDAYS)[number]

const ORDINALS = ['first', 'second', 'third', 'fourth', 'last'] as const
const MONTH_DAYS = ORDINALS.flatMap((ordinal) => WEEKDAYS.map((day) => `${ordinal}-${day}` as const))

/** The weekday of a date (ISO 8601). */
export function getWeekday(date: string): Weekday | undefined {
  return WEEKDAYS[Temporal.PlainDate.from(date).dayOfWeek - 1]
}

const time = z.string().regex(/^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/, { error: 'a time of the day, like 10:00' })

const timeZone = z
  .string()
  .max(60)
  .refine(isTimeZone, { error: 'a time zone of the IANA database, like UTC or Europe/Berlin' })

function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    return true
  } catch {
    return false
  }
}

const { patch, minor, major } = PROCESS.cadence

/** Release Schedule. */
export const calendarSchema = z
  .strictObject({
    timeZone: defineSetting(
      timeZone,
      chooseDefault('UTC'),
      'The time zone of all days and times of the calendar.',
    ),
    patch: z
      .strictObject({
        day: defineSetting(z.enum(WEEKDAYS), patch.day, 'The day of the weekly patch.'),
        time: defineSetting(time, chooseDefault('10:00'), 'The time of the weekly patch.'),
      })
      .readonly()
      .prefault({})
      .meta({ description: 'The weekly patch.' }),
    minor: z
      .strictObject({
        months: defineSetting(
          z.int().min(1).max(24),
          minor.months,
          'Months from one minor release to the next.',
        ),
        day: defineSetting(z.enum(MONTH_DAYS), minor.day, 'The day of its month, like first-tuesday.'),
      })
      .readonly()
      .prefault({})
      .meta({ description: 'The minor release, to estimate when a change that waits for it is released.' }),
    major: z
      .strictObject({
        months: defineSetting(
          z.int().min(1).max(60),
          major.months,
          'Months from one major release to the next.',
        ),
        day: defineSetting(
          z.enum(['planned', ...MONTH_DAYS]),
          major.day,
          'Its day: planned, or like first-tuesday.',
        ),
      })
      .readonly()
      .prefault({})
      .meta({ description: 'The major release.' }),
    emergency: defineSetting(
      defineList(z.enum(EMERGENCIES)),
      { section: 'Emergency Releases', value: EMERGENCIES },
      'Emergencies for which you may release on any day.',
    ),
  })
  .readonly()
  .prefault({})
  .meta({ description: 'When you release.' })
