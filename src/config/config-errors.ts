import type { Refusal } from '../release/refusal.ts'

/** Something in the config that is not right: where, what was found there, and what would be right instead. */
export interface ConfigError {
  readonly file: string
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
  /** The dotted path of the key, `triggers.immediate.within`, entries of lists by number; empty for the file as such. */
  readonly key: string
  readonly found: string
  readonly right: string
}

export type Path = readonly (string | number)[]

/** `rollout.steps[1].share` */
export function formatKeyPath(path: Path): string {
  return path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`
      return index === 0 ? showControls(part) : `.${showControls(part)}`
    })
    .join('')
}

/** Nobody reads more than so many; they come from a file that is no config at all. */
const MOST_SHOWN = 100

/** All mistakes of a config as text for people, in the order of the file. */
export function formatConfigErrors(errors: readonly ConfigError[]): string {
  const texts = errors.slice(0, MOST_SHOWN).map(formatError)
  const more = errors.length - texts.length
  return (more > 0 ? [...texts, `… and ${more} more`] : texts).join('\n\n')
}

function formatError({ file, line, column, key, found, right }: ConfigError): string {
  const head = `${file}:${line}:${column}${key === '' ? '' : `  ${key}`}`
  return `${head}\n  found  ${found}\n  right  ${right}`
}

/** The mistakes of a config as a no that a person can act on. */
export function refuseConfig(errors: readonly ConfigError[]): Refusal {
  const [first] = errors
  const file = first?.file ?? 'the config'
  const count = errors.length === 1 ? 'one mistake' : `${errors.length} mistakes`
  return {
    kind: 'config',
    what: `${file} has ${count}, and nothing was done.\n\n${formatConfigErrors(errors)}`,
    next: `Correct ${file} and check it with \`release-captain config\`. docs/config.md lists every key.`,
  }
}

/** A value of the config as it can be shown in one line. */
export function formatValue(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'an empty value'
  if (Array.isArray(value))
    return value.length === 1 ? 'a list of 1 entry' : `a list of ${value.length} entries`
  if (typeof value === 'object') return formatMapping(Object.keys(value))
  if (typeof value === 'string') return `the text ${quote(value)}`
  return typeof value === 'number' ? `the number ${value}` : String(value)
}

/** Text from outside in quotes, short and harmless. */
export function quote(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 60)}…` : text
  return showControls(JSON.stringify(short))
}

function formatMapping(keys: readonly string[]): string {
  if (keys.length === 0) return 'an empty mapping'
  const first = keys.slice(0, 3).map(showControls).join(', ')
  return `a mapping of ${keys.length > 3 ? `${first}, …` : first}`
}

/** Keeps a text from the config from moving a cursor or turning the direction of writing. */
function showControls(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is made visible
    /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
