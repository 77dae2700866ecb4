import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeTerminal, escapeTerminalLines } from '../../../src/messages/text/terminal.ts'

const HARMLESS = /^[^\p{Cc}\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/u

/** Text with what steers terminals in it far more often than chance would have it. */
const steering = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\u001b',
        '\u001b[',
        '\u009b',
        '\u001b]8;;',
        '\u0007',
        '\u001b\\',
        '\r',
        '\n',
        '31m',
        '\u202e',
      ),
    ),
  )
  .map((parts) => parts.join(''))

describe('text for a terminal', () => {
  it.each([
    ['a colour', 'fix \u001b[31mred\u001b[0m alert', 'fix red alert'],
    ['a colour in 8 bits', 'fix \u009b31mred', 'fix red'],
    ['a window title', '\u001b]0;owned\u0007fix', 'fix'],
    ['a link', '\u001b]8;;https://evil.example\u001b\\click\u001b]8;;\u001b\\', 'click'],
    ['the clipboard', '\u001b]52;c;cm0gLXJmIC8=\u0007fix', 'fix'],
    ['a cleared screen', '\u001b[2J\u001b[Hfix', 'fix'],
    ['a reset', '\u001bcfix', 'fix'],
    ['a character set', '\u001b(0fix', 'fix'],
    ['a line overwritten', 'evil\rgood', 'evil good'],
    ['a backspace', 'evil\b\b\b\bgood', 'evilgood'],
    ['a second line', 'one\ntwo', 'one two'],
    ['a direction turned', 'fix \u202etxt.exe', 'fix txt.exe'],
    ['half a character', 'fix \ud800', 'fix \ufffd'],
    ['a string without an end', '\u001b]0;never ends', '0;never ends'],
  ])('takes %s out', (_what, text, expected) => {
    expect(escapeTerminal(text)).toBe(expected)
  })

  it('keeps every language, emoji and blanks', () => {
    const text = '  Grüße, 世界, नमस्ते, 👩‍🚒  — fixed'
    expect(escapeTerminal(text)).toBe(text)
  })

  it('keeps line breaks only where asked', () => {
    expect(escapeTerminalLines('<<<<<<<\r\n\u001b[1mours\u001b[m\n=======\n')).toBe(
      '<<<<<<<\nours\n=======\n',
    )
  })

  it('leaves no control character, whatever comes', () => {
    fc.assert(fc.property(steering, (text) => HARMLESS.test(escapeTerminal(text))))
  })

  it('leaves no control character but line breaks where lines are kept', () => {
    fc.assert(
      fc.property(steering, (text) =>
        escapeTerminalLines(text)
          .split('\n')
          .every((line) => HARMLESS.test(line)),
      ),
    )
  })

  it('is done after one time', () => {
    fc.assert(fc.property(steering, (text) => escapeTerminal(escapeTerminal(text)) === escapeTerminal(text)))
  })

  it.each([']', '['])('lets none of a million sequences through that begin with %s', (opener) => {
    expect(escapeTerminal(`\u001b${opener}`.repeat(1_000_000))).not.toContain('\u001b')
  })
})
