/**
 * A text with its escapes read, one letter a byte of UTF-8, and for each letter where it began and ended in the text
 * that it was read from.
 */
interface DecodedText {
  readonly bytes: string
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

/**
 * The kinds of escapes. Which characters a program escapes is its own choice (there are five ways to encode a URL
 * alone), so they are read back instead of guessed.
 */
const ESCAPES: readonly { readonly pattern: RegExp; readonly read: (code: string) => string }[] = [
  { pattern: /%[0-9a-f]{2}/gi, read: (code) => decodeLetter(Number.parseInt(code.slice(1), 16)) },
  { pattern: /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|apos);/gi, read: decodeHtmlEntity },
  { pattern: /(?:\\u[0-9a-fA-F]{4})+|\\["\\/bfnrt]/g, read: (code) => toUtf8Bytes(decodeJsonEscape(code)) },
]
/** An escape within an escape, and no deeper: JSON in JSON, JSON in a URL. */
const DEEPEST = 2

/** All readings of a text: as it is, and with one kind of its escapes read, and those of what that gave. */
export function listReadings(bytes: string): readonly DecodedText[] {
  const places = Array.from(bytes, (_, i) => i)
  let level: readonly DecodedText[] = [{ bytes, starts: places, ends: places.map((place) => place + 1) }]
  const all = [...level]
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    level = level.flatMap(readFurther)
    all.push(...level)
  }
  return all
}

/** Letters as bytes, one each. */
export function toUtf8Bytes(text: string): string {
  return Buffer.from(text).toString('latin1')
}

function readFurther(reading: DecodedText): DecodedText[] {
  return ESCAPES.flatMap((kind) => {
    const found = [...reading.bytes.matchAll(kind.pattern)]
    return found.length === 0 ? [] : [readThrough(reading, found, kind.read)]
  })
}

function readThrough(
  from: DecodedText,
  found: readonly RegExpExecArray[],
  read: (code: string) => string,
): DecodedText {
  const to = { bytes: '', starts: [] as number[], ends: [] as number[] }
  const copy = (begin: number, end: number) => {
    to.bytes += from.bytes.slice(begin, end)
    to.starts.push(...from.starts.slice(begin, end))
    to.ends.push(...from.ends.slice(begin, end))
  }
  let done = 0
  for (const { 0: code, index } of found) {
    copy(done, index)
    done = index + code.length
    const bytes = read(code)
    to.bytes += bytes
    for (const _ of bytes) {
      to.starts.push(from.starts[index] ?? 0)
      to.ends.push(from.ends[done - 1] ?? 0)
    }
  }
  copy(done, from.bytes.length)
  return to
}

function decodeHtmlEntity(entity: string): string {
  const name = entity.slice(1, -1).toLowerCase()
  if (name.startsWith('#x')) return toUtf8Bytes(decodeCodePoint(Number.parseInt(name.slice(2), 16)))
  if (name.startsWith('#')) return toUtf8Bytes(decodeCodePoint(Number(name.slice(1))))
  return { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }[name] ?? entity
}

function decodeCodePoint(number: number): string {
  return number <= 0x10ffff ? String.fromCodePoint(number) : ''
}

function decodeJsonEscape(code: string): string {
  const text: unknown = JSON.parse(`"${code}"`)
  return typeof text === 'string' ? text : code
}

function decodeLetter(byte: number): string {
  return String.fromCharCode(byte)
}
