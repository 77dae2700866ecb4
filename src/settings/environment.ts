import { createSettingMistake, type SettingMistake } from './mistake.ts'

/** The environment as data. */
export type Environment = Readonly<Record<string, string | undefined>>

/** What a setting says; null where it is missing or empty, which is the same: compose files pass empty ones on. */
export function getSetting(env: Environment, setting: string): string | null {
  const value = env[setting]
  return value === undefined || value === '' ? null : value
}

/** A whole number from its smallest to its largest. */
export function readWhole(
  env: Environment,
  setting: string,
  { least, most, otherwise }: { readonly least: number; readonly most: number; readonly otherwise: number },
): number | SettingMistake {
  const text = getSetting(env, setting)
  if (text === null) return otherwise
  const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  if (number >= least && number <= most) return number
  return createSettingMistake(
    setting,
    `isn't a whole number from ${least} to ${most}.`,
    `Set ${setting}=${otherwise}, say.`,
  )
}

/** One word of several. */
export function readWord<const W extends string>(
  env: Environment,
  setting: string,
  words: readonly W[],
): W | SettingMistake | null {
  const text = getSetting(env, setting)
  if (text === null) return null
  const word = words.find((one) => one === text)
  return word ?? createSettingMistake(setting, "isn't a known value.", `Use ${words.join(', ')}.`)
}
