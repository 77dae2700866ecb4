import type { ArgumentSpec, CliCommand, OptionSpec } from '../command.ts'
import { GLOBAL_OPTIONS } from '../command-options.ts'

/** Completion for zsh, by its own `_arguments` and `_describe`. */
export function renderZshCompletion(commands: readonly CliCommand[]): string {
  return `#compdef release-captain
# zsh completion of release-captain, made by \`release-captain completion zsh\`
_release_captain() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -C \\
${GLOBAL_OPTIONS.map((option) => `    ${renderOptionSpec(option)} \\`).join('\n')}
    '--help[show help]' \\
    '--version[show the version]' \\
    '1:command:->command' \\
    '*::word:->words'
  case $state in
    command)
      local -a commands=(
${commands.map(({ name, summary }) => `        ${quoteForZsh(`${name}:${summary}`)}`).join('\n')}
      )
      _describe 'command' commands ;;
    words)
      case $line[1] in
${commands.map(renderCommandCase).join('\n')}
      esac ;;
  esac
}
if [[ $funcstack[1] == _release_captain ]]; then _release_captain "$@"; else compdef _release_captain release-captain; fi
`
}

function renderCommandCase({ name, arguments: words, options }: CliCommand): string {
  const specs = [...options, ...GLOBAL_OPTIONS].map(renderOptionSpec)
  const all = [...words.map(renderArgumentSpec), ...specs, "'--help[show help]'"]
  return `        ${name})\n          _arguments \\\n${all.map((each) => `            ${each}`).join(' \\\n')} ;;`
}

function renderOptionSpec(option: OptionSpec): string {
  const { name, about, value, alone, repeatable } = option
  const star = repeatable ? '*' : ''
  // `_arguments` takes brackets and colons of a description for its own.
  const told = about.replaceAll(/[[\]:\\]/g, '\\$&')
  if (value === null) return quoteForZsh(`${star}--${name}[${told}]`)
  return quoteForZsh(
    `${star}--${name}[${told}]:${alone === undefined ? '' : ':'}${value}:${renderAction(option)}`,
  )
}

function renderArgumentSpec(argument: ArgumentSpec, index: number): string {
  const optional = argument.required ? '' : ':'
  return quoteForZsh(`${index + 1}:${optional}${argument.name}:${renderAction(argument)}`)
}

function renderAction({ choices, completes }: OptionSpec | ArgumentSpec): string {
  if (choices) return `(${choices.join(' ')})`
  if (completes === 'file') return '_files'
  return completes === 'folder' ? '_files -/' : ''
}

function quoteForZsh(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
