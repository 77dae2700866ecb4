import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { EMERGENCIES } from '../process/schedule.ts'
import { PROCESS } from '../process.ts'
import { chooseDefault, defineList, defineSetting } from './define-setting.ts'
import { createDurationSchema } from './duration.ts'
import { user } from './roles.ts'
import { createLineSchema } from './text-schemas.ts'

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
export type Ordinal = (typeof ORDINALS)[number]
const MONTH_DAYS = ORDINALS.flatMap((ordinal) => WEEKDAYS.map((day) => `${ordinal}-${day}` as const))

/** A day of a month: `first-tuesday`. */
export type MonthDay = (typeof MONTH_DAYS)[number]

/** Splits `first-tuesday` into its parts. */
export function parseMonthDay(text: MonthDay): { readonly ordinal: Ordinal; readonly weekday: Weekday } {
  const ordinal = ORDINALS.find((one) => text.startsWith(`${one}-`))
  const weekday = WEEKDAYS.find((one) => text.endsWith(`-${one}`))
  if (!ordinal || !weekday) throw new Error(`${text} isn't a day of a month`)
  return { ordinal, weekday }
}

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

const date = z.iso.date({ error: 'a date, like 2026-12-24' })
const yearlyDate = z.string().regex(/^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$/, {
  error: 'a date, like 2026-12-24, or of every year, like 12-24',
})

const holiday = z
  .strictObject({
    date: z.union([date, yearlyDate]).meta({ description: 'Like 2026-12-24, or of every year, like 12-24.' }),
    text: createLineSchema('what the day is, like Christmas Eve'),
  })
  .readonly()

/** The longest freeze, in days: what is longer is no pause of a calendar. */
const LONGEST_FREEZE = 366

const freeze = z
  .strictObject({
    from: date.meta({ description: 'Its first day.' }),
    to: date.meta({ description: 'Its last day.' }),
    text: createLineSchema('why nothing is released, like the year-end freeze'),
  })
  .superRefine(({ from, to }, context) => {
    const days = Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days
    if (days < 0 || days >= LONGEST_FREEZE)
      context.addIssue({
        code: 'custom',
        path: ['to'],
        message: `the first day, ${from}, or later, and at most ${LONGEST_FREEZE} days in all`,
      })
  })
  .readonly()

const rota = z
  .strictObject({
    managers: defineSetting(
      defineList(user),
      chooseDefault([]),
      'Release managers, each in turn. Whose turn it is gets the tracking issue and is asked first.',
    ),
    weeks: defineSetting(z.int().min(1).max(52), chooseDefault(1), 'How many weeks a turn has.'),
    anchor: defineSetting(date, chooseDefault('2026-01-05'), 'The first day of a turn of the first of them.'),
  })
  .readonly()
  .prefault({})
  .meta({ description: 'Who manages the releases of which week.' })

const slackMention = z.string().regex(/^[UWS][A-Z0-9]{2,30}$/, {
  error: 'the id of a Slack user or user group, like U0123ABCD or S0123ABCD',
})
const githubMention = createLineSchema('a GitHub user, or a team like godel/on-call').regex(
  /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:\/[A-Za-z0-9_-]{1,100})?$/,
  { error: 'a GitHub user, or a team like godel/on-call' },
)

const onCall = z
  .strictObject({
    github: defineSetting(
      defineList(githubMention),
      chooseDefault([]),
      'Users and teams on GitHub that are mentioned when an emergency release opens.',
    ),
    slack: defineSetting(
      defineList(slackMention),
      chooseDefault([]),
      'Users and user groups in Slack that are mentioned when an emergency release opens.',
    ),
  })
  .readonly()
  .prefault({})
  .meta({ description: 'Who is paged.' })

const wait = createDurationSchema({ from: '1h', to: '30d' })

const reminders = z
  .strictObject({
    after: defineSetting(
      wait,
      chooseDefault('24h'),
      'How long something is missing before its owner is reminded. At most once a day for each person.',
    ),
    escalateAfter: defineSetting(
      wait,
      chooseDefault('3d'),
      'How long something is missing before the release manager is told too.',
    ),
  })
  .transform(({ after, escalateAfter }) => ({ afterSeconds: after, escalateAfterSeconds: escalateAfter }))
  .readonly()
  .prefault({})
  .meta({ description: 'Reminders of what a release waits for.' })

/** What becomes of a release day on which nothing is released. */
export const BLOCKED_DAYS = ['next-working-day', 'previous-working-day', 'skip'] as const

const lead = createDurationSchema({ from: '0s', to: '90d' })

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
        cutOff: defineSetting(
          createDurationSchema({ from: '0s', to: '7d' }),
          chooseDefault('0s'),
          'How long before it a change must be merged. What is merged later waits for the next one.',
        ),
      })
      .transform(({ cutOff, ...rest }) => ({ ...rest, cutOffSeconds: cutOff }))
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
        remind: defineSetting(lead, chooseDefault('7d'), 'How long before it its tracking issue opens.'),
      })
      .transform(({ remind, ...rest }) => ({ ...rest, remindSeconds: remind }))
      .readonly()
      .prefault({})
      .meta({ description: 'The minor release: a tracking issue reminds of it. People release it.' }),
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
        dates: defineSetting(
          defineList(date),
          chooseDefault([]),
          'The dates that are planned, where the day is planned.',
        ),
        remind: defineSetting(lead, chooseDefault('21d'), 'How long before it its tracking issue opens.'),
      })
      .transform(({ remind, ...rest }) => ({ ...rest, remindSeconds: remind }))
      .readonly()
      .prefault({})
      .meta({ description: 'The major release: a tracking issue reminds of it. People release it.' }),
    holidays: defineSetting(
      defineList(holiday),
      chooseDefault([]),
      'Days on which nothing is released by the calendar.',
    ),
    freezes: defineSetting(
      defineList(freeze),
      chooseDefault([]),
      'Stretches of days on which nothing is released by the calendar.',
    ),
    onBlockedDay: defineSetting(
      z.enum(BLOCKED_DAYS),
      chooseDefault('next-working-day'),
      'What becomes of a release day that is a holiday or in a freeze: it moves to a working day, or is skipped.',
    ),
    rota,
    onCall,
    reminders,
    emergency: defineSetting(
      defineList(z.enum(EMERGENCIES)),
      { section: 'Emergency Releases', value: EMERGENCIES },
      'Emergencies for which you may release on any day.',
    ),
    emergencySkips: defineSetting(
      defineList(z.string().min(1).max(100)),
      chooseDefault([]),
      'Lines of checklists, by their ids, that an emergency release goes without. Nothing of the security checklist is skipped.',
    ),
  })
  .readonly()
  .prefault({})
  .meta({ description: 'When you release.' })
