import { isDate } from '../release/calendar.ts'
import { oneOfThese } from '../release/lifecycle/wording.ts'
import { EMERGENCIES } from '../release/process/schedule.ts'
import type { Given } from './command.ts'
import { nearest } from './nearest.ts'
import { inCode, misread } from './plain-text.ts'
import type { TrackAsked } from './request.ts'

/** What is recorded where somebody gave no reason and needs none. */
export const NO_REASON = 'no reason was given'

const TRACK_NAMES = ['regular', 'security', 'emergency'] as const

/** Every reader here throws `Refused` with what is wrong, and with how that is written. */
type Options = Given['options']

/** The change that a command is about; null where none is named. Commits in small letters. */
export function candidateIn({ places: [place] }: Given): string | null {
  if (place === undefined) return null
  if (/^#[1-9]\d{0,9}$/.test(place)) return place
  if (/^[0-9a-f]{7,64}$/i.test(place)) return place.toLowerCase()

  const number = /^[1-9]\d{0,9}$/.test(place) ? `#${place}` : '#12'
  throw misread(
    `${inCode(place)} names no change.`,
    `Name it as \`${number}\`, or by 7 or more digits of its commit.`,
  )
}

/** A version or tag as it was written: whether it may be cut is for Version Numbering to say. */
export function versionIn({ places: [place] }: Given): string | null {
  if (place === undefined) return null
  if (/^[@\w][\w.@+/-]{0,99}$/.test(place) && /\d/.test(place)) return place

  throw misread(`${inCode(place)} is no version.`, 'Write it as `v2.0.1`.')
}

/** The digest of a plan, or its first digits. */
export function digestIn(options: Options): string | null {
  const value = options.get('plan')
  if (value === undefined) return null
  if (/^[0-9a-f]{8,64}$/i.test(value)) return value.toLowerCase()

  throw misread(`${inCode(value)} is no digest of a plan.`, 'Copy 8 or more of its digits.')
}

/** Emergency Releases: an emergency says what it is. */
export function trackIn(options: Options): TrackAsked | null {
  const track = oneOf(options, 'track', TRACK_NAMES)
  const emergency = oneOf(options, 'for', EMERGENCIES)
  if (track !== 'emergency') {
    if (emergency !== null)
      throw misread('`--for` says what an emergency is.', 'Say `--track emergency` too, or leave it out.')
    return track === null ? null : { track, emergency: null }
  }
  if (emergency === null)
    throw misread(
      'An emergency release says what the emergency is.',
      `Add \`--for\` with ${oneOfThese(EMERGENCIES)}.`,
    )
  return { track, emergency }
}

/** One of the values that an option may have, whatever its case; null where it was left out. */
export function oneOf<const T extends string>(options: Options, name: string, known: readonly T[]): T | null {
  const value = options.get(name)
  if (value === undefined) return null
  const found = known.find((each) => each.toLowerCase() === value.toLowerCase())
  if (found !== undefined) return found

  const near = nearest(value, known)
  throw misread(
    `${inCode(value)} is no value of \`${name}\`; that is ${oneOfThese(known)}.`,
    near === null ? '' : `Did you mean \`${near}\`?`,
  )
}

/** A date of the calendar; null where it was left out. */
export function dateIn(options: Options, name: string): string | null {
  const value = options.get(name)
  if (value === undefined) return null
  if (isDate(value)) return value

  throw misread(`${inCode(value)} is no date of the calendar.`, `Write it as \`${name}=2026-03-04\`.`)
}

/** A reason that may be left out. */
export function reasonIn({ because }: Given): string {
  return because ?? NO_REASON
}
