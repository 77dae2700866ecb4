import stringWidth from 'string-width'
import { escapeTerminal } from '../../messages/text/terminal.ts'

const PRINTABLE_ASCII = /^[ -~]*$/
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** How far back from the edge a cut looks for the end of a word. */
const WORD_SEARCH = 12

/** How many columns a text takes on a terminal. Most texts are ASCII, and a plan measures thousands of them. */
export function measureWidth(text: string): number {
  return PRINTABLE_ASCII.test(text) ? text.length : stringWidth(text)
}

/** One line of plain words: escaped, so that what is measured is what is drawn. */
export function createPlainLine(text: string): string {
  return escapeTerminal(text).replaceAll(/\s+/g, ' ').trim()
}

export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - measureWidth(text)))
}

/** The text in at most `width` columns, ended by `…` where something is missing, after a whole word if one ends near. */
export function truncate(text: string, width: number): string {
  const whole = createPlainLine(text)
  if (measureWidth(whole) <= width) return whole
  if (width <= 1) return '…'.slice(0, Math.max(0, width))

  const head = takeHead(whole, width - 1)
  const space = head.lastIndexOf(' ')
  const atWord = space >= head.length - WORD_SEARCH && space > 0
  return `${(atWord ? head.slice(0, space) : head).trimEnd()}…`
}

/** As `truncate` for a line of code: its indentation has a meaning, and is kept where it leaves room for the rest. */
export function truncateCode(code: string, width: number): string {
  const spaced = code.replaceAll('\t', '    ').trimEnd()
  const margin = spaced.slice(0, spaced.length - spaced.trimStart().length)
  const kept = measureWidth(margin) < width / 2 ? margin : ''
  return kept + truncate(spaced, width - measureWidth(kept))
}

/** The text in lines of at most `width` columns, broken between words; a wider word is broken inside, a path after a `/`. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let current = ''
  for (const word of createPlainLine(text).split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`
    if (measureWidth(longer) <= width) {
      current = longer
      continue
    }
    if (current !== '') lines.push(current)
    const pieces = breakWord(word, width)
    lines.push(...pieces.slice(0, -1))
    current = pieces.at(-1) ?? ''
  }
  return [...lines, current]
}

/** As `wrap`, in at most `most` lines: the last one is cut. */
export function wrapUpTo(text: string, width: number, most: number): string[] {
  const lines = wrap(text, width)
  if (lines.length <= most) return lines
  return [...lines.slice(0, most - 1), truncate(lines.slice(most - 1).join(' '), width)]
}

function breakWord(word: string, width: number): string[] {
  const pieces: string[] = []
  let rest = word
  while (measureWidth(rest) > width) {
    const head = takeHead(rest, width)
    // A glyph that is wider than the whole column still has to go somewhere.
    const slash = head.lastIndexOf('/') + 1
    const piece = head === '' ? rest.slice(0, 2) : head.slice(0, slash || undefined)
    pieces.push(piece)
    rest = rest.slice(piece.length)
  }
  return [...pieces, rest]
}

function takeHead(text: string, width: number): string {
  if (PRINTABLE_ASCII.test(text)) return text.slice(0, width)
  let taken = ''
  let used = 0
  for (const { segment } of graphemes.segment(text)) {
    used += stringWidth(segment)
    if (used > width) break
    taken += segment
  }
  return taken
}
