import { isDate } from '../../release/calendar.ts'
import { EMERGENCIES } from '../../release/process/schedule.ts'
import type { CommandArguments } from '../command.ts'
import type { TrackAsked } from '../request.ts'
import { listAsCode, quoteAsCode, refuseLine } from './clean-text.ts'
import { findNearest } from './nearest.ts'

/** What is recorded where somebody gave no reason and needs none. */
export const NO_REASON = 'no reason was given'

const TRACK_NAMES = ['regular', 'security', 'emergency'] as const

/** Every reader here throws `Refused` with what is wrong, and with how that is written. */
type Options = CommandArguments['options']

/** The change that a command is about; null where none is named. Commits in small letters. */
export function parseCandidate({ places: [place] }: Pick<CommandArguments, 'places'>): string | null {
  if (place === undefined) return null
  if (/^#[1-9]\d{0,9}$/.test(place)) return place
  if (/^[0-9a-f]{7,64}$/i.test(place)) return place.toLowerCase()

  const number = /^[1-9]\d{0,9}$/.test(place) ? `#${place}` : '#12'
  throw refuseLine(
    `${quoteAsCode(place)} isn't a change.`,
    `Write it as \`${number}\`, or by 7 or more digits of its commit.`,
  )
}

/** A version or tag as it was written: whether it may be cut is for Version Numbering to say. */
export function parseVersion({ places: [place] }: CommandArguments): string | null {
  if (place === undefined) return null
  if (/^[@\w][\w.@+/-]{0,99}$/.test(place) && /\d/.test(place)) return place

  throw refuseLine(`${quoteAsCode(place)} isn't a version.`, 'Write it as `v2.0.1`.')
}

/** The digest of a plan, or its first digits. */
export function parseDigest(options: Options): string | null {
  const value = options.get('plan')
  if (value === undefined) return null
  if (/^[0-9a-f]{8,64}$/i.test(value)) return value.toLowerCase()

  throw refuseLine(`${quoteAsCode(value)} isn't the digest of a plan.`, 'Copy 8 or more of its digits.')
}

/** Emergency Releases: an emergency says what it is. */
export function trackIn(options: Options): TrackAsked | null {
  const track = parseChoice(options, 'track', TRACK_NAMES)
  const emergency = parseChoice(options, 'for', EMERGENCIES)
  if (track !== 'emergency') {
    if (emergency !== null)
      throw refuseLine('`--for` is only for emergencies.', 'Add `--track emergency`, or leave it out.')
    return track === null ? null : { track, emergency: null }
  }
  if (emergency === null)
    throw refuseLine(
      'An emergency release needs the kind of emergency.',
      `Add \`--for\` with ${listAsCode(EMERGENCIES)}.`,
    )
  return { track, emergency }
}

/** One of the values that an option may have, whatever its case; null where it was left out. */
export function parseChoice<const T extends string>(
  options: Options,
  name: string,
  known: readonly T[],
): T | null {
  const value = options.get(name)
  if (value === undefined) return null
  const found = known.find((each) => each.toLowerCase() === value.toLowerCase())
  if (found !== undefined) return found

  const near = findNearest(value, known)
  throw refuseLine(
    `${quoteAsCode(value)} isn't a value of \`${name}\`; that is ${listAsCode(known)}.`,
    near === null ? '' : `Did you mean \`${near}\`?`,
  )
}

/** A date of the calendar; null where it was left out. */
export function parseDate(options: Options, name: string): string | null {
  const value = options.get(name)
  if (value === undefined) return null
  if (isDate(value)) return value

  throw refuseLine(
    `${quoteAsCode(value)} isn't a date in the calendar.`,
    `Write it as \`${name}=2026-03-04\`.`,
  )
}

/** A date that stands by itself; null where none does. */
export function parseDatePlace(place: string | undefined): string | null {
  if (place === undefined) return null
  if (isDate(place)) return place

  throw refuseLine(`${quoteAsCode(place)} isn't a date in the calendar.`, 'Write it as `2026-12-02`.')
}

/** A reason that may be left out. */
export function parseReason({ because }: CommandArguments): string {
  return because ?? NO_REASON
}
