import { escapeInvisible, escapeInvisibleLines } from '../../text/escape-invisible.ts'
import { shorten } from '../../text/limit-rows.ts'
import { escapeMarkdown } from '../../text/markdown.ts'
import { escapePart, splitSentence } from '../../text/split-sentence.ts'

/** WORD JOINER: nobody sees it, and what it parts is no HTML comment any more. */
const JOINER = '\u2060'

/**
 * Text from outside as code, within a line. Nothing is made of it; a mark of ours in it is none. Not for cells of tables,
 * where a bar ends the cell even in code.
 */
export function formatCode(text: string): string {
  const shown = stripMarks(escapeInvisible(text))
  if (shown === '') return ''

  const fence = '`'.repeat(measureLongestRun(shown) + 1)
  const pad = shown.startsWith('`') || shown.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${shown}${pad}${fence}`
}

/** Lines of code, from outside, as a block that none of them can end. */
export function formatCodeBlock(lines: string, language = ''): string {
  const shown = stripMarks(escapeInvisibleLines(lines))
  const fence = '`'.repeat(Math.max(3, measureLongestRun(shown) + 1))
  return `${fence}${language}\n${shown}\n${fence}`
}

/**
 * A sentence of ours with whatever people wrote in it: what stands in backquotes is code, of the rest nothing is made.
 * Refusals and reasons are such sentences.
 */
export function formatProse(sentence: string): string {
  return splitSentence(sentence)
    .map(({ kind, text }) => (kind === 'code' ? formatCode(text) : escapePart(text, escapeMarkdown)))
    .join('')
}

/** Text from outside as escaped Markdown, cut at a length in characters. Fit for cells of tables. */
export function escapeAndShorten(text: string, most = 140): string {
  return escapeMarkdown(shorten(text, most))
}

function measureLongestRun(text: string): number {
  return text.match(/`+/g)?.reduce((longest, { length }) => Math.max(longest, length), 0) ?? 0
}

function stripMarks(text: string): string {
  return text.replaceAll('<!--', `<!${JOINER}--`)
}
