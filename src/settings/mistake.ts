import type { Refusal } from '../release/refusal.ts'

/** A setting of the environment that is not right. Its value is not in here: it may be a secret. */
export interface SettingMistake {
  readonly kind: 'mistake'
  /** The name in the environment. */
  readonly setting: string
  /** What is wrong with it: `is not set.` */
  readonly what: string
  readonly next: string
}

export function createSettingMistake(setting: string, what: string, next: string): SettingMistake {
  return { kind: 'mistake', setting, what, next }
}

export function isMistake(value: unknown): value is SettingMistake {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'mistake'
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
