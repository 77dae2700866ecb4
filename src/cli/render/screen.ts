import { plain, widthOf, wrap } from './fit.ts'
import { BLANK, indent, type Line, line, type Span, type Style, span } from './line.ts'

/** What a screen has to know of the terminal and of the person's wishes. */
export interface View {
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
export function stack(sections: readonly (readonly Line[])[]): Line[] {
  return sections
    .filter((section) => section.length > 0)
    .flatMap((section, index) => (index === 0 ? section : [BLANK, ...section]))
}

export function paragraph(text: string, width: number, style: Style = 'plain'): Line[] {
  return wrap(text, width).map((each) => line(each, style))
}

/** A heading with its lines below, indented. */
export function section(heading: string | Line, lines: readonly Line[]): Line[] {
  return [typeof heading === 'string' ? line(heading, 'title') : heading, ...indent(2, lines)]
}

/** Labels and their values, the values in line with one another and wrapped. */
export function labelled(rows: readonly (readonly [label: string, value: string])[], width: number): Line[] {
  const column = Math.max(...rows.map(([label]) => widthOf(label))) + 2
  return rows.flatMap(([label, value]) => hanging(span(label.padEnd(column), 'quiet'), value, width))
}

/** A text behind a mark, its further lines in line with its first. */
export function hanging(mark: Span, text: string, width: number, style: Style = 'plain'): Line[] {
  const column = widthOf(mark.text)
  const room = Math.max(20, width - column)
  return wrap(text, room).map((each, index) => [
    index === 0 ? mark : span(' '.repeat(column)),
    span(each, style),
  ])
}

/** A text that runs on from its leading words; further lines are indented a little. */
export function led(lead: Span, text: string, width: number): Line[] {
  const [first = '', ...rest] = wrap(`${lead.text} ${text}`, width)
  const further = rest.length === 0 ? [] : wrap(rest.join(' '), width - 2)
  return [[lead, span(first.slice(lead.text.length))], ...further.map((each) => [span(`  ${each}`)])]
}

export function warningLines(warnings: readonly string[], view: View): Line[] {
  if (view.quiet) return []
  return warnings.flatMap((warning) => hanging(span('! ', 'warn'), warning, view.width))
}

/** What to do next, each command on a line of its own and whole, so that it can be copied. */
export function nextLines(steps: readonly NextStep[], view: View): Line[] {
  if (view.quiet || steps.length === 0) return []
  return section(
    'Next:',
    steps.flatMap(({ why, command }) => [
      ...paragraph(command === null ? why : `${why}:`, view.width - 2),
      ...(command === null ? [] : indent(2, [line(plain(command), 'accent')])),
    ]),
  )
}
