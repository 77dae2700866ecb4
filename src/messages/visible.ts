/** Line breaks of every kind, and tabs: all of them move the cursor or open a new block. */
const BREAKS = /\r\n|[\t\n\v\f\r\u0085\u2028\u2029]/gu

/**
 * Characters that show nothing and still do something: controls, bidirectional marks, overrides and isolates,
 * zero-width spaces and joiners of words, interlinear annotations, and the tag characters in which text can hide.
 * The joiners U+200C and U+200D stay: scripts and emoji are written with them.
 */
const INVISIBLE =
  /\p{Cc}|[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu

/**
 * What a person would see of a text that came from outside, in one line: no control or invisible characters, no
 * half characters, blanks as single spaces. Every escape of this folder begins with it.
 */
export function visibleText(text: string): string {
  return visibleLine(text.replace(BREAKS, ' ')).replace(/\s+/gu, ' ').trim()
}

/** As `visibleText` for one line whose blanks have a meaning, such as a line of code. A tab becomes four blanks. */
export function visibleLine(line: string): string {
  return line.toWellFormed().replaceAll('\t', '    ').replace(BREAKS, ' ').replace(INVISIBLE, '')
}

/** As `visibleLine` for text that has lines of its own: its line feeds stay. */
export function visibleLines(text: string): string {
  return text
    .split(/\r\n|\n/)
    .map(visibleLine)
    .join('\n')
}
