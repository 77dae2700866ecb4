import { z } from 'zod'
import type { Refusal } from '../release/refusal.ts'

const mistakeSchema = z
  .strictObject({
    kind: z.literal('mistake'),
    /** The name in the environment. */
    setting: z.string(),
    /** What is wrong with it: `is not set.` */
    what: z.string(),
    next: z.string(),
  })
  .readonly()
const mistakesSchema = z.array(mistakeSchema).readonly()

/** A setting of the environment that isn't right. Its value is not in here: it may be a secret. */
export type SettingMistake = z.output<typeof mistakeSchema>

export function createSettingMistake(setting: string, what: string, next: string): SettingMistake {
  return { kind: 'mistake', setting, what, next }
}

/** Checks whether a value is a mistake, and not what a setting says. */
export function isMistake(value: unknown): value is SettingMistake {
  return mistakeSchema.safeParse(value).success
}

/** Checks whether a value is a list of mistakes, and not what several settings say. */
export function isMistakeList(value: unknown): value is readonly SettingMistake[] {
  return mistakesSchema.safeParse(value).success
}

/** All mistakes as a no that a person can act on: the start ends with it. */
export function refuseSettings(mistakes: readonly SettingMistake[]): Refusal {
  const count = mistakes.length === 1 ? 'One setting is' : `${mistakes.length} settings are`
  const list = mistakes.map(({ setting, what, next }) => `  ${setting} ${what}\n    ${next}`)
  return {
    kind: 'usage',
    what: `${count} wrong, so nothing was started.\n\n${list.join('\n')}`,
    next: 'Set them in the environment or in the file .env; docs/running.md lists every setting. `release-captain setup` creates the App and writes them.',
  }
}
