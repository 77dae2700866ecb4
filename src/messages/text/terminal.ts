import { escapeInvisibleLine, escapeInvisibleLines } from './escape-invisible.ts'

/**
 * Text from outside (titles, paths, messages of git) for a terminal, in one line: nothing in it can move the cursor,
 * change a colour, set a title, write to the clipboard or turn the direction of writing. Line breaks become spaces.
 */
export function escapeTerminal(text: string): string {
  return escapeInvisibleLine(text)
}

/** As `escapeTerminal` for text that has lines of its own, such as a conflict: its line breaks stay. */
export function escapeTerminalLines(text: string): string {
  return escapeInvisibleLines(text)
}
