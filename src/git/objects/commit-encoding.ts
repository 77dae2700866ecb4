import type { CommitObject } from './commit-objects.ts'

/** What of a commit is text of people's own. */
type Texts = Pick<CommitObject, 'author' | 'committer' | 'message'>

/**
 * A commit's texts, from the encoding that its header names. git converts a commit as a whole or not at all
 * (`logmsg_reencode`): an encoding that it does not know, or a byte that the encoding does not have, leaves all of it
 * as it is.
 */
export function decodeCommit({ author, committer, message, encoding }: CommitObject): Texts {
  const texts = { author, committer, message }
  const decode = findDecoder(encoding)
  if (!decode) return texts
  try {
    return { author: decode(author), committer: decode(committer), message: decode(message) }
  } catch {
    return texts
  }
}

/** Null where nothing is to be converted. */
function findDecoder(encoding: string | null): ((bytes: Buffer) => Buffer) | null {
  // No commit can be in UTF-16: its header would not be.
  if (encoding === null || /^utf-?(8|16|32)/i.test(encoding)) return null
  // TextDecoder's `iso-8859-1` is windows-1252, which differs from 0x80 to 0x9f.
  if (/^(iso-?8859-1|latin-?1)$/i.test(encoding)) return (bytes) => Buffer.from(bytes.toString('latin1'))
  try {
    const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
    return (bytes) => Buffer.from(decoder.decode(bytes))
  } catch {
    return null
  }
}

/**
 * Bytes as git puts them into a new commit: what is no UTF-8 is taken for latin1, byte by byte (commit.c,
 * `verify_utf8`). Old histories have such names and messages, without an `encoding` header.
 */
export function toValidUtf8(bytes: Buffer): Buffer {
  const valid: number[] = []
  for (let at = 0; at < bytes.length; ) {
    const length = measureSequence(bytes, at)
    if (length > 0) valid.push(...bytes.subarray(at, at + length))
    else valid.push(...Buffer.from(bytes.toString('latin1', at, at + 1)))
    at += Math.max(1, length)
  }
  return Buffer.from(valid)
}

/** The smallest code point that takes so many bytes. */
const SMALLEST = [0, 0, 0x80, 0x800, 0x10000]
const LARGEST = 0x10ffff

/** How many bytes the character there takes; 0 where git sees none (`find_invalid_utf8`). */
function measureSequence(bytes: Buffer, at: number): number {
  const first = bytes[at] ?? 0
  if (first < 0x80) return 1
  const length = Math.clz32(~first << 24)
  if (length < 2 || length > 4 || at + length > bytes.length) return 0
  let point = first & (0x7f >> length)
  for (const next of bytes.subarray(at + 1, at + length)) {
    if ((next & 0xc0) !== 0x80) return 0
    point = (point << 6) | (next & 0x3f)
  }
  const isInRange = point >= (SMALLEST[length] ?? LARGEST) && point <= LARGEST
  return isInRange && isCharacter(point) ? length : 0
}

/** Surrogates are for UTF-16 alone; U+xxFFFE, U+xxFFFF and U+FDD0 to U+FDEF never are characters. */
function isCharacter(point: number): boolean {
  const isSurrogate = point >= 0xd800 && point <= 0xdfff
  const isNone = (point & 0xfffe) === 0xfffe || (point >= 0xfdd0 && point <= 0xfdef)
  return !isSurrogate && !isNone
}
