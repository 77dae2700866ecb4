import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { followTags } from './open-elements.ts'

type Root = ReturnType<typeof fromMarkdown>
type Block = Root['children'][number]
type Paragraph = Extract<Block, { type: 'paragraph' }>
type Inline = Paragraph['children'][number]

/** Offsets from `start` up to `end`. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** Links that GitHub sees in plain text are looked for after the parsing, and nodes lose their places by that. */
const mdastExtensions = gfmFromMarkdown().map(({ transforms: _, ...rest }) => rest)

/** GitHub shows what is between two of these as a formula. */
const FORMULA = /\$\$[\s\S]*?\$\$/g

/**
 * Where in a comment somebody speaks in plain text of their own (threat C2): in a paragraph that nothing is around.
 * Not in quotes, lists, tables, headings and footnotes; not in code of any kind, links, images, emphasis, formulas;
 * not in HTML and what it holds.
 */
export function plainPlaces(body: string): readonly Stretch[] {
  const { children } = fromMarkdown(body, { extensions: [gfm()], mdastExtensions })
  const open: string[] = []
  const found: Stretch[] = []
  for (const block of children) {
    if (block.type === 'html') followTags(block.value, open)
    if (block.type === 'paragraph') found.push(...placesIn(block, open))
  }
  return withoutFormulas(found, body)
}

function placesIn({ children }: Paragraph, open: string[]): Stretch[] {
  return children.flatMap((inline) => {
    if (inline.type !== 'text') followInside(inline, open)
    const { start, end } = inline.position ?? {}
    if (inline.type !== 'text' || open.length > 0 || start?.offset === undefined) return []

    return [{ start: start.offset, end: end?.offset ?? start.offset }]
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

function withoutFormulas(places: readonly Stretch[], body: string): Stretch[] {
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
