import { styleText } from 'node:util'
import { escapeTerminal } from '../../messages/text/terminal.ts'

/** What a piece of a line means; `draw` alone knows the colour. A screen must read the same without any. */
export type Style = 'plain' | 'title' | 'good' | 'bad' | 'warn' | 'quiet' | 'accent'

/** A piece of a line: text as it came, from outside too, not yet escaped. */
export interface TextSpan {
  readonly text: string
  readonly style: Style
}

export type ScreenLine = readonly TextSpan[]

export const BLANK: ScreenLine = []

export function createSpan(text: string, style: Style = 'plain'): TextSpan {
  return { text, style }
}

/** A line of one piece. */
export function createLine(text: string, style: Style = 'plain'): ScreenLine {
  return [createSpan(text, style)]
}

export function indent(by: number, lines: readonly ScreenLine[]): ScreenLine[] {
  return lines.map((each) => (each.length === 0 ? each : [createSpan(' '.repeat(by)), ...each]))
}

/**
 * Lines as text for a terminal: the one door for everything that a screen shows. No control sequence of a title,
 * path or message gets through it; colour is added after that.
 */
export function draw(lines: readonly ScreenLine[], options: { readonly color: boolean }): string {
  return lines.map((each) => `${drawLine(each, options.color)}\n`).join('')
}

function drawLine(spans: ScreenLine, color: boolean): string {
  const last = spans.findLastIndex(({ text }) => text.trim() !== '')
  return spans
    .slice(0, last + 1)
    .map(({ text, style }, index) => {
      const safe = escapeTerminal(index === last ? text.trimEnd() : text)
      return color && safe.trim() !== '' ? paint(style, safe) : safe
    })
    .join('')
}

function paint(style: Style, text: string): string {
  const options = { validateStream: false }
  switch (style) {
    case 'plain':
      return text
    case 'title':
      return styleText('bold', text, options)
    case 'good':
      return styleText('green', text, options)
    case 'bad':
      return styleText('red', text, options)
    case 'warn':
      return styleText('yellow', text, options)
    case 'quiet':
      return styleText('dim', text, options)
    case 'accent':
      return styleText('cyan', text, options)
  }
}
