import type { ArgumentSpec, Command, OptionSpec } from '../command.ts'
import { GLOBAL_OPTIONS } from '../command-options.ts'

/** Completion for fish, by its own `complete`. */
export function fishCompletion(commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name).join(' ')
  const none = `not __fish_seen_subcommand_from ${names}`
  const lines = [
    '# fish completion of release-captain, made by `release-captain completion fish`',
    'complete -c release-captain -f',
    ...commands.map(
      ({ name, summary }) => `complete -c release-captain -n '${none}' -a ${name} -d ${quoted(summary)}`,
    ),
    ...GLOBAL_OPTIONS.map((option) => `complete -c release-captain ${optionFlags(option)}`),
    "complete -c release-captain -l help -d 'show help'",
    ...commands.flatMap(commandLines),
  ]
  return `${lines.join('\n')}\n`
}

function commandLines({ name, options, arguments: words }: Command): string[] {
  const here = `complete -c release-captain -n '__fish_seen_subcommand_from ${name}'`
  return [
    ...words.flatMap((word) => argumentFlags(word).map((flags) => `${here} ${flags}`)),
    ...options.map((option) => `${here} ${optionFlags(option)}`),
  ]
}

function argumentFlags({ choices, completes }: ArgumentSpec): string[] {
  if (choices) return [`-a ${quoted(choices.join(' '))}`]
  if (completes === 'folder') return ["-a '(__fish_complete_directories)'"]
  return completes === 'file' ? ['-F'] : []
}

function optionFlags({ name, about, value, alone, choices, completes }: OptionSpec): string {
  const flags = `-l ${name} -d ${quoted(about)}`
  if (value === null || alone !== undefined) return flags
  if (choices) return `${flags} -x -a ${quoted(choices.join(' '))}`
  if (completes === 'folder') return `${flags} -x -a '(__fish_complete_directories)'`
  return completes === 'file' ? `${flags} -r -F` : `${flags} -x`
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
