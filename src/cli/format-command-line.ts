import { stripCredentials } from '../git/remotes/remote-url.ts'
import type { CliCommand, CommandWords, OptionSpec } from './command.ts'
import { GLOBAL_OPTIONS } from './command-options.ts'
import type { GivenOptions } from './render/screen.ts'

/** How a result looks is no part of what is asked: it is not said again. */
const PRESENTATION = new Set([
  'json',
  'color',
  'quiet',
  'debug',
  'all',
  'left-out',
  'changed',
  'output',
  'jobs',
])
const SAFE = /^[\w@%+=:,./-]+$/

/**
 * The line that a person would type, quoted for a POSIX shell. A token in a URL is left out: screens end up in tickets
 * and logs.
 */
export function formatCommandLine(command: CliCommand, words: CommandWords): string {
  const given = command.arguments.flatMap(({ name }) => words.arguments[name] ?? [])
  const options = [...command.options, ...GLOBAL_OPTIONS].flatMap((option) =>
    formatOption(option, words.options[option.name]),
  )
  return ['release-captain', command.name, ...given, ...options].map(quoteWord).join(' ')
}

/** The words of another command on the same ground: what was given and it understands, and what it gets besides. */
export function carryOver(
  target: CliCommand,
  words: CommandWords,
  extra: { readonly args: readonly string[]; readonly options: GivenOptions },
): CommandWords {
  const names = target.arguments.map(({ name }) => name)
  const kept = Object.entries(words.arguments).filter(([name]) => names.includes(name) && name !== 'change')
  const named = extra.args.flatMap((value, index) => (names[index] ? [[names[index], value] as const] : []))
  return {
    arguments: Object.fromEntries([...kept, ...named]),
    options: dropOpposites(
      { ...carryOptions(target, words), ...addRepeated(words, extra.options) },
      extra.options,
    ),
  }
}

/** What is taken and left out at once is refused: the later wish counts. */
const OPPOSITES = { pick: 'drop', drop: 'pick' } as const

function dropOpposites(options: Record<string, unknown>, extra: GivenOptions): Record<string, unknown> {
  const left = { ...options }
  for (const [wished, other] of Object.entries(OPPOSITES)) {
    const [now, before] = [extra[wished], left[other]]
    if (!Array.isArray(now) || !Array.isArray(before)) continue
    left[other] = before.filter((name: unknown) => !now.some((one) => isSameChange(one, name)))
  }
  return left
}

/** `#12` and `12`; a commit by some of its digits and by all. */
function isSameChange(one: string, other: unknown): boolean {
  if (typeof other !== 'string') return false
  const [a, b] = [one.replace('#', ''), other.replace('#', '')].map((name) => name.toLowerCase())
  if (a === undefined || b === undefined) return false
  const areCommits = a.length > 6 && b.length > 6
  return a === b || (areCommits && (a.startsWith(b) || b.startsWith(a)))
}

function carryOptions(target: CliCommand, { options }: CommandWords): Record<string, unknown> {
  const understood = new Set([...target.options, ...GLOBAL_OPTIONS].map(({ name }) => name))
  const kept = Object.entries(options).filter(([name]) => understood.has(name) && !PRESENTATION.has(name))
  return Object.fromEntries(kept)
}

function addRepeated(words: CommandWords, extra: GivenOptions): Record<string, unknown> {
  const merged = Object.entries(extra).map(([name, value]) => {
    const before = words.options[name]
    const both = Array.isArray(value) && Array.isArray(before) ? [...new Set([...before, ...value])] : value
    return [name, both]
  })
  return Object.fromEntries(merged)
}

function formatOption({ name, alone }: OptionSpec, value: unknown): string[] {
  if (value === undefined || value === null || value === false) return []
  if (value === true || (alone !== undefined && value === alone)) return [`--${name}`]
  const values = Array.isArray(value) ? value : [value]
  return values.flatMap((each) => [`--${name}`, stripCredentials(String(each))])
}

/** A word as a POSIX shell reads it back. */
export function quoteWord(word: string): string {
  return SAFE.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
