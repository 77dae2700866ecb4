import type { OptionSpec } from '../command.ts'
import { GLOBAL_OPTIONS } from '../command-options.ts'

/** The options of a command as words, those of every command behind its own. */
export function formatOptionWords(options: readonly OptionSpec[]): string {
  return [...options, ...GLOBAL_OPTIONS]
    .map(({ name }) => `--${name}`)
    .concat('--help')
    .join(' ')
}
