import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createPlainText,
  escapeMrkdwn,
  formatLink,
  formatMoment,
  formatSlackCode,
  formatSlackCodeBlock,
  formatSlackProse,
  mentionInSlack,
  truncateText,
} from '../../../../src/messages/slack/format/escape.ts'
import { hostile } from '../hostile.ts'
import { foreignIn, tokensIn } from '../reading.ts'

const RUNS = { numRuns: 2_000 }
const none = () => false

describe('text from outside', () => {
  it.each([
    ['<!channel> & <@U1>', '&lt;!channel&gt; &amp; &lt;@\u2060U1&gt;'],
    ['see <https://e.x|here>', 'see &lt;https:\u2060//e.x|here&gt;'],
    ['@here #general :tada:', '@\u2060here #\u2060general :\u2060tada:'],
    ['*bold* _slanted_ ~gone~ `code`', '∗bold∗ ˍslantedˍ ∼gone∼ ˋcodeˋ'],
    ['> quoted', '\u2060&gt; quoted'],
    ['fix(store): keep snake_case, #12, 10:30 UTC', 'fix(store): keep snake_case, #12, 10:30 UTC'],
    ['ends in :tada', 'ends in :\u2060tada'],
    ['two\nlines', 'two lines'],
  ])('%j is shown as it is, and nothing is made of it', (text, shown) => {
    expect(escapeMrkdwn(text)).toBe(shown)
  })

  it('is never a mention, a link, an emoji or markup, whatever it is', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const shown = escapeMrkdwn(text)
        expect(foreignIn(shown, none)).toEqual([])
        expect(shown).not.toMatch(/[*~`]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/)
      }),
      RUNS,
    )
  })

  it('as code is one piece of code and nothing else', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const shown = formatSlackCode(text)
        expect(shown).toMatch(/^$|^`[^`\n<>]+`$/)
        expect(formatSlackCodeBlock(text)).toMatch(/^```\n[^`<>]*\n```$/)
      }),
      RUNS,
    )
  })

  it('in a sentence of ours becomes text and code', () => {
    fc.assert(
      fc.property(hostile, hostile, (one, other) => {
        const shown = formatSlackProse(`Said ${one}, and \`${other}\` too: ${one}`)
        expect(foreignIn(shown, none)).toEqual([])
      }),
      RUNS,
    )
  })

  it('is cut between characters', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 20 }), (text, most) => {
        expect(truncateText(text.toWellFormed(), most).length).toBeLessThanOrEqual(most)
        expect(truncateText(text.toWellFormed(), most).isWellFormed()).toBe(true)
      }),
      RUNS,
    )
    expect(escapeMrkdwn('😀'.repeat(10), 5)).toBe('😀😀😀😀…')
  })

  it('in a header or on a button is plain and never empty', () => {
    expect(createPlainText('Tag <!here> :x: 😀😀?', 17)).toEqual({
      type: 'plain_text',
      text: 'Tag <!here> :x:…',
      emoji: false,
    })
    expect(createPlainText(' \u200b', 10).text).toBe('–')
  })
})

describe('a sentence of ours', () => {
  it('keeps its code, its blanks and its punctuation', () => {
    expect(formatSlackProse('The step `tag` failed. Run `/release retry tag`.')).toBe(
      'The step `tag` failed. Run `/release retry tag`.',
    )
    expect(formatSlackProse('Say`x`now, or ``a`b``.')).toBe('Say `x` now, or `aˋb`.')
  })

  it('links the numbers that it is told to, and no others', () => {
    const linking = (number: number) =>
      number === 8 ? formatLink('https://github.com/o/r/pull/8', '#8') : null

    expect(formatSlackProse('#8 conflicts, see #8 and #9 in `#8`.', linking)).toBe(
      '<https://github.com/o/r/pull/8|#8> conflicts, see <https://github.com/o/r/pull/8|#8> and #9 in `#8`.',
    )
  })
})

describe('a link', () => {
  it('goes to https, or to this machine', () => {
    expect(formatLink('https://github.com/o/r/pull/8?a=1&b=2', 'o/r <8>')).toBe(
      '<https://github.com/o/r/pull/8?a=1&amp;b=2|o/r &lt;8&gt;>',
    )
    expect(formatLink('http://127.0.0.1:4400/o/r', 'r')).toBe('<http://127.0.0.1:4400/o/r|r>')
    expect(formatLink('https://e.x/a|b>c', 'x')).toBe('<https://e.x/a%7Cb%3Ec|x>')
  })

  it.each(['http://e.x/', 'javascript:alert(1)', 'slack://open', 'https://a:b@e.x/', 'nowhere'])(
    'to %s is only its label',
    (url) => {
      expect(formatLink(url, 'a *label*')).toBe('a ∗label∗')
    },
  )

  it('stays one link, whatever its label', () => {
    fc.assert(
      fc.property(hostile, hostile, (label, path) => {
        const shown = formatLink(`https://e.x/${path.toWellFormed()}`, label)
        expect(tokensIn(shown)).toHaveLength(1)
        expect(foreignIn(shown, (token) => token.startsWith('https://e.x/'))).toEqual([])
      }),
      RUNS,
    )
  })
})

it('a mention is of a user by their id, and nothing else', () => {
  expect(mentionInSlack('U0123ABCD')).toBe('<@U0123ABCD>')
  expect(mentionInSlack('U1> <!channel')).toBe('U1&gt; &lt;!channel')
})

it('a time is told by the reader’s own clock, and in UTC where there is none', () => {
  expect(formatMoment(1_772_000_000)).toBe(
    '<!date^1772000000^{date_short_pretty}, {time}|2026-02-25 06:13 UTC>',
  )
})
