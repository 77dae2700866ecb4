import { Refused } from '../../release/refusal.ts'

/** What somebody may give as a reason, a note or evidence, in characters. */
const LONGEST_TEXT = 1000
/** So much of a word is shown in the answer to a mistake. */
const MOST_SHOWN = 40

/** Characters that show nothing and still do something. Scripts and emoji are written with the two joiners. */
const INVISIBLE = /[\p{Cc}\p{Bidi_Control}[[\p{Cf}&&\p{Default_Ignorable_Code_Point}]--[\u200c\u200d]]]/gv
/** What leaves a text empty to the eye. */
const NOTHING_TO_SEE = /[\s\p{Default_Ignorable_Code_Point}\u2800]/gv

/** A no to a line that cannot be read: what is wrong, and what would be right where that is known. */
export function refuseLine(what: string, next = ''): Refused {
  return new Refused({ kind: 'usage', what, next })
}

/** Text in any language as one line of what people see: no controls, nothing invisible, no half characters. */
export function cleanWords(text: string): string {
  return text.toWellFormed().replace(/\s+/gu, ' ').replace(INVISIBLE, '').replace(/ +/g, ' ').trim()
}

/**
 * What somebody wrote in their own words.
 *
 * @throws {Refused} where there is nothing to read in it, or too much
 */
export function readOwnText(text: string, name: string): string {
  const visible = cleanWords(text)
  if (visible.replace(NOTHING_TO_SEE, '') === '') throw refuseLine(`There is no text after \`${name}\`.`)
  if (visible.length > LONGEST_TEXT)
    throw refuseLine(
      `The text after \`${name}\` has ${visible.length} characters; ${LONGEST_TEXT} is the limit.`,
      'Shorten it, and link to the rest.',
    )
  return visible
}

/**
 * A word of a command. People write plain letters in several forms (wide ones, ligatures), which NFKC makes one;
 * letters that only look like them stay what they are, and are no words of ours (threat C3).
 *
 * @throws {Refused} naming the first character that is none of ASCII's
 */
export function normalizeWord(written: string): string {
  const word = written.normalize('NFKC')
  const odd = /[^\x21-\x7e]/u.exec(word)?.[0]
  if (odd === undefined) return word

  const code = (odd.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  throw refuseLine(
    `${quoteAsCode(written)} has the character U+${code} in it, but commands use plain letters.`,
    'Type it instead of pasting it.',
  )
}

/** A word from outside as a code span: nothing in it means anything to Markdown or GitHub. */
export function quoteAsCode(text: string): string {
  const shown = [...cleanWords(text).replaceAll('`', "'")]
  const cut = shown.length > MOST_SHOWN ? `${shown.slice(0, MOST_SHOWN).join('')}…` : shown.join('')
  return cut.replace(NOTHING_TO_SEE, '') === '' ? 'An empty argument' : `\`${cut}\``
}

/** Lists words of ours as a choice, each as code: `a`, `b`, or `c`. */
export function listAsCode(words: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(words.map((word) => `\`${word}\``))
}
