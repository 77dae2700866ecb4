import { visibleLine, visibleLines } from './visible.ts'

/**
 * The sequences that steer a terminal, whole, so that their letters don't stay behind as rubbish: CSI (colours,
 * cursor), OSC and the other strings (titles, links, clipboard), and the short ones. In their 7-bit and 8-bit forms.
 */
const SEQUENCES = [
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a sequence begins with ESC or CSI
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]/g,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a string begins with ESC or OSC and ends with BEL or ST
  /(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c\n]*(?:\u0007|\u001b\\|\u009c)/g,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a short sequence begins with ESC
  /\u001b[ -/]*[0-~]/g,
]

/**
 * Text from outside (titles, paths, messages of git) for a terminal, in one line: nothing in it can move the cursor,
 * change a colour, set a title, write to the clipboard or turn the direction of writing. Line breaks become spaces.
 */
export function escapeTerminal(text: string): string {
  return visibleLine(withoutSequences(text))
}

/** As `escapeTerminal` for text that has lines of its own, such as a conflict: its line breaks stay. */
export function escapeTerminalLines(text: string): string {
  return visibleLines(withoutSequences(text))
}

function withoutSequences(text: string): string {
  return SEQUENCES.reduce((rest, sequence) => rest.replace(sequence, ''), text)
}
