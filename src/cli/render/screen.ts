import { createPlainLine, measureWidth, wrap } from './fit.ts'
import { BLANK, createLine, createSpan, indent, type ScreenLine, type Style, type TextSpan } from './line.ts'

/** What a screen has to know of the terminal and of the person's wishes. */
export interface ScreenView {
  /** Columns of the terminal. */
  readonly width: number
  /** Seconds since 1970. */
  readonly now: number
  /** The result alone: no warnings, no next steps. */
  readonly quiet: boolean
  /** A command line that does `command` on the same ground: the options that were given are given again. */
  readonly again: (command: string, args?: readonly string[], options?: GivenOptions) => string
}

/** Options by name without the dashes: `true` for a switch, a list for a repeated one, null for one not to give. */
export type GivenOptions = Readonly<Record<string, string | true | readonly string[] | null>>

/** From here on a screen has room for the longer words. */
export const WIDE = 110

/** One thing to do next, and the command that does it where there is one. */
export interface NextStep {
  readonly why: string
  readonly command: string | null
}

/** Sections one below the other, a blank line between them; empty ones take no room. */
export function stackSections(sections: readonly (readonly ScreenLine[])[]): ScreenLine[] {
  return sections
    .filter((section) => section.length > 0)
    .flatMap((section, index) => (index === 0 ? section : [BLANK, ...section]))
}

export function wrapParagraph(text: string, width: number, style: Style = 'plain'): ScreenLine[] {
  return wrap(text, width).map((each) => createLine(each, style))
}

/** A heading with its lines below, indented. */
export function createScreenSection(
  heading: string | ScreenLine,
  lines: readonly ScreenLine[],
): ScreenLine[] {
  return [typeof heading === 'string' ? createLine(heading, 'title') : heading, ...indent(2, lines)]
}

/** Labels and their values, the values in line with one another and wrapped. */
export function createLabelledRows(
  rows: readonly (readonly [label: string, value: string])[],
  width: number,
): ScreenLine[] {
  const column = Math.max(...rows.map(([label]) => measureWidth(label))) + 2
  return rows.flatMap(([label, value]) =>
    createHangingText(createSpan(label.padEnd(column), 'quiet'), value, width),
  )
}

/** A text behind a mark, its further lines in line with its first. */
export function createHangingText(
  mark: TextSpan,
  text: string,
  width: number,
  style: Style = 'plain',
): ScreenLine[] {
  const column = measureWidth(mark.text)
  const room = Math.max(20, width - column)
  return wrap(text, room).map((each, index) => [
    index === 0 ? mark : createSpan(' '.repeat(column)),
    createSpan(each, style),
  ])
}

/** A text that runs on from its leading words; further lines are indented a little. */
export function createLedText(lead: TextSpan, text: string, width: number): ScreenLine[] {
  const [first = '', ...rest] = wrap(`${lead.text} ${text}`, width)
  const further = rest.length === 0 ? [] : wrap(rest.join(' '), width - 2)
  return [
    [lead, createSpan(first.slice(lead.text.length))],
    ...further.map((each) => [createSpan(`  ${each}`)]),
  ]
}

export function renderWarnings(warnings: readonly string[], view: ScreenView): ScreenLine[] {
  if (view.quiet) return []
  return warnings.flatMap((warning) => createHangingText(createSpan('! ', 'warn'), warning, view.width))
}

/** What to do next, each command on a line of its own and whole, so that it can be copied. */
export function renderNextSteps(steps: readonly NextStep[], view: ScreenView): ScreenLine[] {
  if (view.quiet || steps.length === 0) return []
  return createScreenSection(
    'Next:',
    steps.flatMap(({ why, command }) => [
      ...wrapParagraph(command === null ? why : `${why}:`, view.width - 2),
      ...(command === null ? [] : indent(2, [createLine(createPlainLine(command), 'accent')])),
    ]),
  )
}
