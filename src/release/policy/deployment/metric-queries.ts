/** What may stand for something in a query. */
export const QUERY_VARIABLES = ['version', 'previous', 'environment'] as const
export type QueryVariable = (typeof QUERY_VARIABLES)[number]

/** What the variables of a query stand for at one step of one release. */
export type QueryValues = Readonly<Record<QueryVariable, string>>

/** A piece of a PromQL query: quoted text, and whether it is a pattern; or what stands outside of quotes. */
interface Piece {
  readonly kind: 'text' | 'pattern' | 'code'
  readonly source: string
  /** `"`, `'` or a backquote; empty for code. */
  readonly quote: string
}

/** Strings and comments of PromQL (https://prometheus.io/docs/prometheus/latest/querying/basics/#string-literals). */
const PIECES = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`|#[^\n]*/g
const VARIABLE = /\$([A-Za-z_]+)/g
const MATCHES_A_PATTERN = /[=!]~\s*$/

/**
 * Says why a query can't be used, or null. A variable may stand only inside of quotes, where its value can be escaped:
 * outside it could become a part of the query.
 */
export function queryProblem(query: string): string | null {
  const pieces = splitPieces(query)
  if (pieces.some(({ kind, source }) => kind === 'code' && /["'`]/.test(source)))
    return 'a query whose quotes are closed'
  if (pieces.some(({ kind, source }) => kind === 'code' && source.includes('$')))
    return 'a query with its variables inside of quotes: version="$version"'
  const unknown = pieces.flatMap(({ source }) => listVariables(source)).find((name) => !isVariable(name))
  if (unknown === undefined) return null
  return `a query with no other variables than $${QUERY_VARIABLES.join(', $')}; $${unknown.slice(0, 40)} is none`
}

/**
 * Puts values into a query. Each is escaped for the quotes around it, and for RE2 where the label is matched by a
 * pattern, so that a value is never more than a value.
 *
 * @throws {Error} for a query that `queryProblem` refuses
 */
export function fillQuery(query: string, values: QueryValues): string {
  const problem = queryProblem(query)
  if (problem) throw new Error(`Expected ${problem}.`)
  return splitPieces(query)
    .map((piece) => fillPiece(piece, values))
    .join('')
}

/** Checks whether a query asks for the previous version by itself. */
export function usesPrevious(query: string): boolean {
  return listVariables(query).includes('previous')
}

function fillPiece({ kind, source, quote }: Piece, values: QueryValues): string {
  if (kind === 'code') return source
  return source.replace(VARIABLE, (whole, name: string) => {
    if (!isVariable(name)) return whole
    const value = kind === 'pattern' ? escapePattern(values[name]) : values[name]
    return quote === '`' ? withoutBackquotes(value) : escapeText(value)
  })
}

function splitPieces(query: string): Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const { 0: source, index } of query.matchAll(PIECES)) {
    const before = query.slice(end, index)
    pieces.push({ kind: 'code', source: before, quote: '' })
    end = index + source.length
    if (source.startsWith('#')) continue
    const kind = MATCHES_A_PATTERN.test(before) ? 'pattern' : 'text'
    pieces.push({ kind, source, quote: source.slice(0, 1) })
  }
  return [...pieces, { kind: 'code', source: query.slice(end), quote: '' }]
}

function listVariables(text: string): string[] {
  return [...text.matchAll(VARIABLE)].map(([, name]) => name ?? '')
}

function isVariable(name: string): name is QueryVariable {
  return QUERY_VARIABLES.some((known) => known === name)
}

/** Everything that means something in RE2. */
function escapePattern(value: string): string {
  return value.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&')
}

function escapeText(value: string): string {
  return value
    .replace(/[\\"']/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
}

/** Nothing can be escaped in raw strings; no version and no environment has a backquote in its name. */
function withoutBackquotes(value: string): string {
  return value.replaceAll('`', '')
}
