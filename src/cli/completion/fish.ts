import type { ArgumentSpec, CliCommand, OptionSpec } from '../command.ts'
import { GLOBAL_OPTIONS } from '../command-options.ts'

/** Completion for fish, by its own `complete`. */
export function renderFishCompletion(commands: readonly CliCommand[]): string {
  const names = commands.map(({ name }) => name).join(' ')
  const none = `not __fish_seen_subcommand_from ${names}`
  const lines = [
    '# fish completion of release-captain, made by `release-captain completion fish`',
    'complete -c release-captain -f',
    ...commands.map(
      ({ name, summary }) =>
        `complete -c release-captain -n '${none}' -a ${name} -d ${quoteForFish(summary)}`,
    ),
    ...GLOBAL_OPTIONS.map((option) => `complete -c release-captain ${renderOptionFlags(option)}`),
    "complete -c release-captain -l help -d 'show help'",
    ...commands.flatMap(renderCommandLines),
  ]
  return `${lines.join('\n')}\n`
}

function renderCommandLines({ name, options, arguments: words }: CliCommand): string[] {
  const here = `complete -c release-captain -n '__fish_seen_subcommand_from ${name}'`
  return [
    ...words.flatMap((word) => renderArgumentFlags(word).map((flags) => `${here} ${flags}`)),
    ...options.map((option) => `${here} ${renderOptionFlags(option)}`),
  ]
}

function renderArgumentFlags({ choices, completes }: ArgumentSpec): string[] {
  if (choices) return [`-a ${quoteForFish(choices.join(' '))}`]
  if (completes === 'folder') return ["-a '(__fish_complete_directories)'"]
  return completes === 'file' ? ['-F'] : []
}

function renderOptionFlags({ name, about, value, alone, choices, completes }: OptionSpec): string {
  const flags = `-l ${name} -d ${quoteForFish(about)}`
  if (value === null || alone !== undefined) return flags
  if (choices) return `${flags} -x -a ${quoteForFish(choices.join(' '))}`
  if (completes === 'folder') return `${flags} -x -a '(__fish_complete_directories)'`
  return completes === 'file' ? `${flags} -r -F` : `${flags} -x`
}

function quoteForFish(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
