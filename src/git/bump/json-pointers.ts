import { CONFIG, createMistake, createProblem, quoteValue, type Search, type Spot } from './bump-file.ts'

/**
 * Finds the texts at JSON pointers (RFC 6901) as ranges of the source, so that an edit keeps every other byte: the
 * indent, the order of keys, line ends, a byte order mark. `JSON.parse` says whether it is JSON; the scanner below
 * may then rely on it.
 */
export function searchJson(text: string, pointers: readonly string[]): Search {
  const start = text.startsWith('\uFEFF') ? 1 : 0
  const invalid = findJsonError(text.slice(start))
  if (invalid !== null) {
    return createProblem(
      `it is not JSON (${invalid})`,
      `Fix the file, or find the version with a \`pattern\` in ${CONFIG}.`,
    )
  }
  const spots: Spot[] = []
  const missing: string[] = []
  for (const pointer of pointers) {
    const found = findSpotAt(text, start, pointer)
    if (found === null) missing.push(`\`${pointer}\``)
    else if ('kind' in found) return found
    else spots.push(found)
  }
  return { kind: 'searched', spots, missing, notes: [] }
}

function findJsonError(text: string): string | null {
  try {
    JSON.parse(text)
    return null
  } catch (error) {
    return error instanceof Error ? error.message.replace(/\s+/g, ' ') : String(error)
  }
}

function findSpotAt(text: string, start: number, pointer: string): Spot | Search | null {
  if (!pointer.startsWith('/')) {
    return createMistake(
      `${quoteValue(pointer)} isn't a JSON pointer`,
      `Start it with a slash in ${CONFIG}, such as \`/version\`.`,
    )
  }
  const keys = pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
  const [range, second] = locate(text, skipBlanks(text, start), keys)
  if (!range) return null
  if (second) {
    return createProblem(
      `it has \`${pointer}\` more than once, and readers of JSON disagree about which one counts`,
      'Remove all but one of them.',
    )
  }
  const token = text.slice(range.start, range.end)
  if (!token.startsWith('"')) {
    return createProblem(
      `\`${pointer}\` isn't a string but ${quoteValue(token)}`,
      `Name the key that holds the version in ${CONFIG}.`,
    )
  }
  return { name: `\`${pointer}\``, value: decode(token), ...range, write: (value) => JSON.stringify(value) }
}

interface Range {
  readonly start: number
  readonly end: number
}

/** All values at a path of keys: more than one where a key stands twice. */
function locate(text: string, at: number, keys: readonly string[]): Range[] {
  const [key, ...rest] = keys
  if (key === undefined) return [{ start: at, end: findValueEnd(text, at) }]
  return parseMembers(text, at)
    .filter((member) => member.key === key)
    .flatMap((member) => locate(text, member.at, rest))
}

/** Keys (of an array: indexes) and where their values begin; none for anything but an object or array. */
function parseMembers(text: string, at: number): { key: string; at: number }[] {
  const isObject = text[at] === '{'
  if (!isObject && text[at] !== '[') return []
  const members: { key: string; at: number }[] = []
  let next = skipBlanks(text, at + 1)
  while (next < text.length && text[next] !== '}' && text[next] !== ']') {
    const keyEnd = isObject ? findValueEnd(text, next) : next
    const key = isObject ? decode(text.slice(next, keyEnd)) : String(members.length)
    const value = isObject ? skipBlanks(text, skipBlanks(text, keyEnd) + 1) : next
    members.push({ key, at: value })
    next = skipBlanks(text, findValueEnd(text, value))
    if (text[next] === ',') next = skipBlanks(text, next + 1)
  }
  return members
}

/** Counts depth and does not recurse: how deep a file goes is not ours to choose. */
function findValueEnd(text: string, start: number): number {
  let depth = 0
  let at = start
  do {
    const char = text[at] ?? ''
    if ('{['.includes(char)) depth += 1
    if ('}]'.includes(char)) depth -= 1
    at = char === '"' ? findStringEnd(text, at) : at + 1
  } while (depth > 0 && at < text.length)
  return '{["'.includes(text[start] ?? '') ? at : findLiteralEnd(text, at)
}

function findStringEnd(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at + 1
}

function findLiteralEnd(text: string, start: number): number {
  let at = start
  while (at < text.length && !',]} \t\r\n'.includes(text[at] ?? '')) at += 1
  return at
}

function skipBlanks(text: string, start: number): number {
  let at = start
  while (at < text.length && ' \t\r\n'.includes(text[at] ?? '')) at += 1
  return at
}

function decode(token: string): string {
  const value: unknown = JSON.parse(token)
  return String(value)
}
