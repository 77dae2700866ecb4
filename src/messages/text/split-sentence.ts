/** What of a sentence is read at all. The longest that we make has some hundreds. In characters. */
const LONGEST = 4_000

/** A part of a sentence: text, or code that stood in backquotes. */
interface SentencePart {
  readonly kind: 'text' | 'code'
  readonly text: string
}

/**
 * A sentence of ours with whatever people wrote in it, in parts: what stands between backquotes of one length is code.
 * Refusals and reasons are such sentences, and each medium writes the parts its own way.
 */
export function splitSentence(sentence: string): SentencePart[] {
  const text = sentence.slice(0, LONGEST)
  const ticks = [...text.matchAll(/`+/g)].map(({ index, 0: { length } }) => ({ index, length }))
  const parts: SentencePart[] = []
  let from = 0
  for (const [at, opening] of ticks.entries()) {
    if (opening.index < from) continue
    const closing = ticks.slice(at + 1).find(({ length }) => length === opening.length)
    if (!closing) continue
    parts.push({ kind: 'text', text: text.slice(from, opening.index) })
    parts.push({ kind: 'code', text: text.slice(opening.index + opening.length, closing.index) })
    from = closing.index + closing.length
  }
  return [...parts, { kind: 'text', text: text.slice(from) }]
}

/** A part of text escaped for a medium. The blanks around it stay: code stands behind or before it. */
export function escapePart(part: string, written: (text: string) => string): string {
  const escaped = written(part)
  if (escaped === '') return /\s/.test(part) ? ' ' : ''
  return `${/^\s/.test(part) ? ' ' : ''}${escaped}${/\s$/.test(part) ? ' ' : ''}`
}
