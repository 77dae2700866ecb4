import { findCommand } from '../commands.ts'
import { countSlips } from './nearest.ts'

/** How a line speaks to us. */
export type Address =
  /** `rest` is what stands behind `/release`. */
  | { readonly kind: 'command'; readonly rest: string }
  /** It seems to, in letters that only look like it, or with a slip. */
  | { readonly kind: 'nearly'; readonly written: string; readonly isPlain: boolean }

const NAME = '/release'
/** Four columns of blanks make code of a line. */
const INDENT = /^ {0,3}(?=[^ \t]|$)/
/** A look-alike has at least so many of the letters themselves. */
const LEAST_ALIKE = 4

/**
 * Whether a line of source speaks to us, and how; null where it does not. Only the first word counts: letter by
 * letter `/release`, in any form that NFKC takes for the same, in any case.
 */
export function findAddress(source: string): Address | null {
  const line = source.slice(0, 100).normalize('NFKC')
  if (/^ {0,3}\/release(?=[ \t]|$)/i.test(line)) return { kind: 'command', rest: getRest(source) }
  if (!INDENT.test(line)) return null

  const written = /[^ \t]+/.exec(line)?.[0] ?? ''
  const seen = written.replace(/[\p{Cc}\p{Default_Ignorable_Code_Point}\p{M}]/gu, '').toLowerCase()
  const isPlain = /^[\x21-\x7e]*$/.test(written)
  if (!isPlain) return looksLikeUs(seen) ? { kind: 'nearly', written, isPlain } : null

  return isSlip(seen) && findCommand(getSecondWord(line)) ? { kind: 'nearly', written, isPlain } : null
}

/** One letter more, less or other, or two that changed places; words of other bots are further away. */
function isSlip(seen: string): boolean {
  return /^\/[a-z]+$/.test(seen) && countSlips(seen, NAME) === 1
}

/** As it was written: free text is nobody's to normalize. */
function getRest(source: string): string {
  return source.trimStart().replace(/^[^\s]+/u, '')
}

function getSecondWord(line: string): string {
  return line.trim().split(/\s+/, 2)[1]?.toLowerCase() ?? ''
}

/** Letter for letter the same, but for some that are not ASCII's. */
function looksLikeUs(seen: string): boolean {
  const letters = [...seen]
  if (letters.length !== NAME.length) return false
  const alike = letters.filter((letter, at) => letter === NAME[at]).length
  const isOdd = (letter: string, at: number): boolean => letter === NAME[at] || letter > '\u007f'
  return alike >= LEAST_ALIKE && letters.every(isOdd)
}
