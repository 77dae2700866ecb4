import { isUtf8 } from 'node:buffer'

/**
 * A path of git as a string. git's paths are bytes: a byte that is not UTF-8 stands as a lone surrogate (U+DC80 to
 * U+DCFF), which no text has, so that `toPathBytes` gives every byte back and two paths never become one.
 */
export function decodePath(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString() : splitBytes(bytes).join('')
}

/** The bytes of a path that `decodePath` has read. */
export function toPathBytes(path: string): Buffer {
  if (path.isWellFormed()) return Buffer.from(path)
  return Buffer.concat(
    [...path].map((sign) => {
      const byte = getStrayByte(sign)
      return byte === null ? Buffer.from(sign) : Buffer.from([byte])
    }),
  )
}

/**
 * A path as people and records get it: in git's own quotes where it has bytes that are not UTF-8 (`"caf\351"`), else
 * as it is. A path that begins with a quote is quoted as well, so that `parseQuotedPath` gives it back.
 */
export function quotePath(path: string): string {
  if (path.isWellFormed() && !path.startsWith('"')) return path
  const quoted = [...path].map((sign) => {
    const byte = getStrayByte(sign)
    return byte === null ? sign.replace(/["\\]/, '\\$&') : `\\${byte.toString(8)}`
  })
  return `"${quoted.join('')}"`
}

/** The path that `quotePath` has quoted; any other text as it is. */
export function parseQuotedPath(shown: string): string {
  if (!/^".*"$/s.test(shown)) return shown
  return shown
    .slice(1, -1)
    .replace(/\\(?:([2-3][0-7]{2})|(["\\]))/g, (_, code: string | undefined, sign: string | undefined) =>
      code === undefined ? (sign ?? '') : toStrayByte(Number.parseInt(code, 8)),
    )
}

/** Every byte that begins no whole character alone, the characters between them as text. */
function splitBytes(bytes: Buffer): string[] {
  const signs: string[] = []
  for (let at = 0; at < bytes.length; ) {
    const length = [1, 2, 3, 4].find(
      (size) => at + size <= bytes.length && isUtf8(bytes.subarray(at, at + size)),
    )
    signs.push(length === undefined ? toStrayByte(bytes[at] ?? 0) : bytes.toString('utf8', at, at + length))
    at += length ?? 1
  }
  return signs
}

function toStrayByte(byte: number): string {
  return String.fromCharCode(0xdc00 + byte)
}

function getStrayByte(sign: string): number | null {
  const code = sign.charCodeAt(0)
  return sign.length === 1 && code >= 0xdc80 && code <= 0xdcff ? code - 0xdc00 : null
}
