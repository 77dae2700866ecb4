import { formatList, toSentence } from '../wording.ts'
import { NOTHING_TO_DO, type RefusalTexts } from './texts.ts'

type Code =
  | 'calendar-held'
  | 'calendar-not-held'
  | 'line-not-frozen'
  | 'no-release-day'
  | 'not-a-release-day'
  | 'day-unchanged'
  | 'day-over'
  | 'day-past'
  | 'day-too-far'
  | 'day-taken'

const SHOW = 'To see the calendar, run `/release calendar`.'

/** What people say to the calendar. */
export const CALENDAR_TEXTS: RefusalTexts<Code> = {
  'calendar-held': ({ because }) => ({
    what: `The calendar is held already: ${toSentence(because)}`,
    next: 'To go on, run `/release calendar resume`.',
  }),
  'calendar-not-held': () => ({ what: "The calendar isn't held.", next: NOTHING_TO_DO }),
  'line-not-frozen': ({ line }) => ({ what: `${line} isn't frozen.`, next: NOTHING_TO_DO }),
  'no-release-day': ({ of }) => ({
    what: `The calendar has no next ${of} release.`,
    next: of === 'major' ? 'Plan its dates in `calendar.major.dates` of .github/release-captain.yml.' : SHOW,
  }),
  'not-a-release-day': ({ of, date, next }) => ({
    what: `${date} isn't the day of a ${of} release.${next.length === 0 ? '' : ` The next are ${formatList(next)}.`}`,
    next: 'Name one of them, or leave out the date for the next one.',
  }),
  'day-unchanged': ({ of, date }) => ({
    what: `The ${of} release of ${date} was neither skipped nor moved.`,
    next: SHOW,
  }),
  'day-over': ({ of, date }) => ({ what: `The day of the ${of} release of ${date} is over.`, next: SHOW }),
  'day-past': ({ date }) => ({
    what: `${date} is in the past.`,
    next: 'Move the release to a day that is still to come.',
  }),
  'day-too-far': ({ date, days }) => ({
    what: `${date} is more than ${days} days from the regular date.`,
    next: 'Skip the release with `/release calendar skip because …`, and move a later one.',
  }),
  'day-taken': ({ of, date }) => ({
    what: `${date} is the day of another ${of} release.`,
    next: 'Name another day, or skip one of the two.',
  }),
}
