import { z } from 'zod'

const UNITS = { w: 604_800, d: 86_400, h: 3_600, m: 60, s: 1 } as const
type Unit = keyof typeof UNITS

/** `30m`, `1h30m`, `2d`, or ISO 8601 without years and months, whose length would depend on the day. */
const WRITTEN =
  /^(?:(?:[0-9]{1,8}[wdhms])+|P(?!$)(?:[0-9]{1,8}W)?(?:[0-9]{1,8}D)?(?:T(?!$)(?:[0-9]{1,8}H)?(?:[0-9]{1,8}M)?(?:[0-9]{1,8}S)?)?)$/

interface Bounds {
  /** The shortest and the longest duration allowed, written as in config. */
  readonly from: string
  readonly to: string
}

/** A duration of the config; seconds for the code. */
export function createDurationSchema({ from, to }: Bounds) {
  const right = `a duration from ${from} to ${to}, such as 30m, 1h30m, 48h, 2d or PT30M`
  const [least, most] = [parseDuration(from), parseDuration(to)]
  return z
    .string({ error: right })
    .max(40, { error: right })
    .regex(WRITTEN, { error: right })
    .transform(parseDuration)
    .refine((seconds) => seconds >= least && seconds <= most, { error: right })
}

/** The seconds of a duration that is written as in config. */
export function parseDuration(text: string): number {
  return text
    .toLowerCase()
    .matchAll(/(\d+)([wdhms])/g)
    .reduce((sum, [, count, unit]) => sum + Number(count) * (isUnit(unit) ? UNITS[unit] : 0), 0)
}

function isUnit(text: string | undefined): text is Unit {
  return text !== undefined && text in UNITS
}

/** The process document counts in hours up to two days (`24h`, `48h`), and in days from there on. */
const HOURS_UP_TO = 172_800

/** A duration as people and the process document write it: `30m`, `48h`, `3d`, `1h30m`. */
export function formatDuration(seconds: number): string {
  if (seconds === 0) return '0s'
  const units = Object.entries(UNITS).filter(
    ([unit]) => unit !== 'w' && (unit !== 'd' || seconds > HOURS_UP_TO),
  )
  let rest = seconds
  let text = ''
  for (const [unit, length] of units) {
    const count = Math.floor(rest / length)
    rest -= count * length
    if (count > 0) text += `${count}${unit}`
  }
  return text
}
