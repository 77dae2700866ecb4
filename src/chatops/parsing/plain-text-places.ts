import { isIntricate } from './complexity-limit.ts'
import { type Inline, type MarkdownBlock, parseInlines, parseMarkdownBlocks } from './markdown.ts'
import { followTags } from './open-elements.ts'

/** Offsets from `start` up to `end`. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

/** Where plain text stands; or the comment would take too long to read, as nobody but for that writes one. */
type PlainPlaces =
  | { readonly kind: 'found'; readonly places: readonly TextRange[] }
  | { readonly kind: 'too-intricate' }

/** Marks in the paragraphs that are looked into: what is within them takes time by their square. */
const MOST_MARKS = 2000
/** So many characters of definitions, which each paragraph with a link is read with, are as slow as a mark. */
const DEFINITIONS_PER_MARK = 20

const MARKS = /[*_~`[\]<!&\\]/g
/** GitHub shows what is between two of these as a formula. */
const FORMULA = /\$\$[\s\S]*?\$\$/g

/**
 * Where in a comment somebody speaks in plain text of their own (threat C2): in a paragraph that nothing is around.
 * Not in quotes, lists, tables, headings and footnotes; not in code of any kind, links, images, emphasis, formulas;
 * not in HTML and what it holds. Paragraphs none of whose lines is `wanted` are not looked into.
 */
export function findPlainText(body: string, wanted: (line: string) => boolean): PlainPlaces {
  if (isIntricate(body)) return { kind: 'too-intricate' }

  const blocks = parseMarkdownBlocks(body)
  const all = listDefinitions(blocks, body)
  const open: string[] = []
  const places: TextRange[] = []
  let marks = 0
  for (const block of blocks) {
    if (block.type === 'html') followTags(block.value, open)
    if (block.type !== 'paragraph') continue
    const stretch = toStretch(block)
    const text = body.slice(stretch.start, stretch.end)
    const definitions = text.includes('[') ? all : ''
    const isWanted = text.split(/[\r\n]+/).some(wanted)
    if (isWanted || text.includes('<'))
      marks += count(text, MARKS) + Math.floor(definitions.length / DEFINITIONS_PER_MARK)
    if (isWanted && marks > MOST_MARKS) return { kind: 'too-intricate' }

    places.push(...findPlacesIn({ text, stretch, isWanted, isEasy: marks <= MOST_MARKS, definitions }, open))
  }
  return { kind: 'found', places: excludeFormulas(places, body) }
}

interface Text {
  readonly text: string
  readonly stretch: TextRange
  readonly isWanted: boolean
  readonly isEasy: boolean
  readonly definitions: string
}

function findPlacesIn({ text, stretch, isWanted, isEasy, definitions }: Text, open: string[]): TextRange[] {
  if (!isWanted) {
    const isPlain = open.length === 0
    if (text.includes('<') && !isEasy) followTags(text, open)
    if (text.includes('<') && isEasy)
      for (const each of parseInlines(text, definitions)) followInside(each, open)
    return isPlain ? [stretch] : []
  }
  return parseInlines(text, definitions).flatMap((inline) => {
    if (inline.type !== 'text') followInside(inline, open)
    if (inline.type !== 'text' || open.length > 0) return []

    const { start, end } = toStretch(inline)
    return [{ start: stretch.start + start, end: stretch.start + end }]
  })
}

/** In the order in which they stand; by a list, because people nest deeper than a stack is. */
function followInside(inline: Inline, open: string[]): void {
  const waiting: Inline[] = [inline]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.type === 'html') followTags(next.value, open)
    if ('children' in next) waiting.push(...next.children.toReversed())
  }
}

function listDefinitions(blocks: readonly MarkdownBlock[], body: string): string {
  const definitions = blocks.filter(({ type }) => type === 'definition').map(toStretch)
  return definitions.map(({ start, end }) => body.slice(start, end)).join('\n')
}

function toStretch({ position }: MarkdownBlock | Inline): TextRange {
  const start = position?.start.offset
  const end = position?.end.offset
  if (start === undefined || end === undefined) throw new Error('What was parsed has no place in its text')

  return { start, end }
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

function excludeFormulas(places: readonly TextRange[], body: string): TextRange[] {
  if (!body.includes('$$')) return [...places]
  return places.flatMap(({ start, end }) => {
    const text = body.slice(start, end)
    const cuts = [...text.matchAll(FORMULA)].map(({ index, 0: { length } }) => ({
      start: start + index,
      end: start + index + length,
    }))
    const starts = [start, ...cuts.map((cut) => cut.end)]
    const ends = [...cuts.map((cut) => cut.start), end]
    return starts.map((from, at) => ({ start: from, end: ends[at] ?? end }))
  })
}
