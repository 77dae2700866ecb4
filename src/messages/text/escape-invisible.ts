/**
 * The sequences that steer a terminal, whole, so that their letters don't stay behind as rubbish: CSI (colours,
 * cursor), OSC and the other strings (titles, links, clipboard), and the short ones. In their 7-bit and 8-bit forms.
 */
const SEQUENCES = [
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a sequence begins with ESC or CSI
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]/g,
  // One that begins within another begins anew: else a run of beginnings would be read to its end from each of them.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a string begins with ESC or OSC and ends with BEL or ST
  /(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u0090\u0098\u009c-\u009f\n]*(?:\u0007|\u001b\\|\u009c)/g,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a short sequence begins with ESC
  /\u001b[ -/]*[0-~]/g,
]

/** Line breaks of every kind. */
const BREAKS = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/gu

/**
 * Characters that show nothing and still do something: controls, bidirectional marks, overrides and isolates,
 * zero-width spaces and joiners of words, interlinear annotations, and the tag characters in which text can hide.
 * The joiners U+200C and U+200D stay: scripts and emoji are written with them.
 */
const INVISIBLE =
  /\p{Cc}|[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu

/**
 * What a person would see of a text that came from outside, in one line: no control or invisible characters, no
 * half characters, blanks as single spaces. Every escape of this folder begins with one of these three.
 */
export function escapeInvisible(text: string): string {
  return escapeInvisibleLine(text).replace(/\s+/gu, ' ').trim()
}

/** As `escapeInvisible` for one line whose blanks have a meaning, such as a line of code. A tab becomes four blanks. */
export function escapeInvisibleLine(line: string): string {
  return escapeCharacters(stripSequences(line))
}

/** As `escapeInvisibleLine` for text that has lines of its own: its line feeds stay. */
export function escapeInvisibleLines(text: string): string {
  return stripSequences(text)
    .split(/\r\n|\n/)
    .map(escapeCharacters)
    .join('\n')
}

function stripSequences(text: string): string {
  return SEQUENCES.reduce((rest, sequence) => rest.replace(sequence, ''), text)
}

function escapeCharacters(line: string): string {
  return line.toWellFormed().replaceAll('\t', '    ').replace(BREAKS, ' ').replace(INVISIBLE, '')
}
