/** What decides how the program looks: the words of the call, the environment, the terminal. */
interface TerminalEnvironment {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly isTTY: boolean
}

const NARROWEST = 40
/** Longer lines are hard to read, however wide the terminal. */
const WIDEST = 160
/** Where there is no terminal to ask: wide enough for a log, narrow enough for a page. */
const UNASKED = 100

/** `--color`, then NO_COLOR, then FORCE_COLOR, then whether a terminal is there that understands it. */
export function wantsColor({ argv, env, isTTY }: TerminalEnvironment): boolean {
  const asked = colorAsked(argv)
  if (asked === 'always') return true
  if (asked === 'never') return false
  if (isSet(env['NO_COLOR'])) return false
  if (isSet(env['FORCE_COLOR'])) return env['FORCE_COLOR'] !== '0'
  return isTTY && env['TERM'] !== 'dumb'
}

/** The columns to draw for, from the terminal, else from COLUMNS. */
export function determineWidth(columns: number | null, env: TerminalEnvironment['env']): number {
  const told = columns ?? Number.parseInt(env['COLUMNS'] ?? '', 10)
  const width = Number.isInteger(told) && told > 0 ? told : UNASKED
  return Math.min(WIDEST, Math.max(NARROWEST, width))
}

/** Read before the words are parsed, because a wrong call is told in colour too. */
function colorAsked(argv: readonly string[]): string | undefined {
  const joined = argv.findLast((word) => word.startsWith('--color='))
  if (joined !== undefined) return joined.slice('--color='.length)
  const at = argv.lastIndexOf('--color')
  return at === -1 ? undefined : argv[at + 1]
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== ''
}
