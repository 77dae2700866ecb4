import type { ArgumentSpec, Command, OptionSpec } from '../command.ts'
import { GLOBAL_OPTIONS } from '../command-options.ts'

/** Completion for zsh, by its own `_arguments` and `_describe`. */
export function zshCompletion(commands: readonly Command[]): string {
  return `#compdef release-captain
# zsh completion of release-captain, made by \`release-captain completion zsh\`
_release_captain() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -C \\
${GLOBAL_OPTIONS.map((option) => `    ${optionSpec(option)} \\`).join('\n')}
    '--help[show help]' \\
    '--version[show the version]' \\
    '1:command:->command' \\
    '*::word:->words'
  case $state in
    command)
      local -a commands=(
${commands.map(({ name, summary }) => `        ${quoted(`${name}:${summary}`)}`).join('\n')}
      )
      _describe 'command' commands ;;
    words)
      case $line[1] in
${commands.map(commandCase).join('\n')}
      esac ;;
  esac
}
if [[ $funcstack[1] == _release_captain ]]; then _release_captain "$@"; else compdef _release_captain release-captain; fi
`
}

function commandCase({ name, arguments: words, options }: Command): string {
  const specs = [...options, ...GLOBAL_OPTIONS].map(optionSpec)
  const all = [...words.map(argumentSpec), ...specs, "'--help[show help]'"]
  return `        ${name})\n          _arguments \\\n${all.map((each) => `            ${each}`).join(' \\\n')} ;;`
}

function optionSpec(option: OptionSpec): string {
  const { name, about, value, alone, repeatable } = option
  const star = repeatable ? '*' : ''
  // `_arguments` takes brackets and colons of a description for its own.
  const told = about.replaceAll(/[[\]:\\]/g, '\\$&')
  if (value === null) return quoted(`${star}--${name}[${told}]`)
  return quoted(`${star}--${name}[${told}]:${alone === undefined ? '' : ':'}${value}:${action(option)}`)
}

function argumentSpec(argument: ArgumentSpec, index: number): string {
  const optional = argument.required ? '' : ':'
  return quoted(`${index + 1}:${optional}${argument.name}:${action(argument)}`)
}

function action({ choices, completes }: OptionSpec | ArgumentSpec): string {
  if (choices) return `(${choices.join(' ')})`
  if (completes === 'file') return '_files'
  return completes === 'folder' ? '_files -/' : ''
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
