import type { ArgumentSpec, CliCommand, OptionSpec } from '../command.ts'
import { GLOBAL_OPTIONS } from '../command-options.ts'
import { formatOptionWords } from './option-words.ts'

/** Completion for bash 4 or newer, with nothing but bash's own `complete` and `compgen`. */
export function renderBashCompletion(commands: readonly CliCommand[]): string {
  const names = commands.map(({ name }) => name).join(' ')
  return `# bash completion of release-captain, made by \`release-captain completion bash\`
_release_captain() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command='' word i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    case " ${names} " in *" $word "*) command="$word"; break ;; esac
  done
  COMPREPLY=()
  case "$command $previous" in
${commands.flatMap(renderValueCases).join('\n')}
  esac
  case "$previous" in
${GLOBAL_OPTIONS.flatMap((option) => renderValueCase(`--${option.name}`, option)).join('\n')}
  esac
  case "$command" in
    '') _release_captain_words "${names} help ${formatOptionWords([])}" ;;
${commands.map(renderWordCase).join('\n')}
  esac
}
_release_captain_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current"); }
_release_captain_files() { compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$current"); }
_release_captain_folders() { compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$current"); }
complete -F _release_captain release-captain
`
}

function renderValueCases({ name, options }: CliCommand): string[] {
  return options.flatMap((option) => renderValueCase(`'${name} --${option.name}'`, option))
}

function renderValueCase(pattern: string, option: OptionSpec): string[] {
  // A value that may be left out cannot be told from the next word.
  if (option.value === null || option.alone !== undefined) return []
  return [`    ${pattern}) ${offer(option)}; return ;;`]
}

function renderWordCase({ name, options, arguments: words }: CliCommand): string {
  const all = formatOptionWords(options)
  const [first] = words
  if (!first) return `    ${name}) _release_captain_words "${all}" ;;`
  const choices = first.choices ? `${first.choices.join(' ')} ` : ''
  if (!first.completes) return `    ${name}) _release_captain_words "${choices}${all}" ;;`
  return `    ${name}) case "$current" in -*) _release_captain_words "${all}" ;; *) ${offer(first)} ;; esac ;;`
}

function offer({ choices, completes }: OptionSpec | ArgumentSpec): string {
  if (choices) return `_release_captain_words "${choices.join(' ')}"`
  if (completes === 'file') return '_release_captain_files'
  if (completes === 'folder') return '_release_captain_folders'
  return ':'
}
