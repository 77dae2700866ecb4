import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  escapeDiscordText,
  formatDiscordCode,
  formatDiscordLink,
} from '../../../src/messages/discord/escape.ts'
import { escapeInvisible } from '../../../src/messages/text/escape-invisible.ts'
import { hostile } from './hostile.ts'
import { madeOf, seen } from './reading.ts'

describe('text from outside, in Discord', () => {
  it.each([
    ['@everyone', '@\u2060everyone'],
    ['<@80351110224678912>', '\\<\u2060@\u206080351110224678912>'],
    ['<#103735883630395392>', '\\<\u2060#103735883630395392>'],
    ['<t:1618953630:R>', '\\<\u2060t:\u20601618953630:R>'],
    ['[click](https://e.x)', '\\[click\\](https:\u2060//e.x)'],
    ['# Big', '\\# Big'],
    ['> quoted', '\\> quoted'],
    ['- item', '\\- item'],
    ['12. item', '12\\. item'],
    ['||secret||', '\\|\\|secret\\|\\|'],
    ['__proto__ `x` ~~y~~', '\\_\\_proto\\_\\_ \\`x\\` \\~\\~y\\~\\~'],
    [':tada:', ':\u2060tada:'],
    ['join discord.gg/abc', 'join discord\u2060.gg/abc'],
    ['two\nlines', 'two lines'],
  ])('%j is only that', (text, shown) => {
    expect(escapeDiscordText(text)).toBe(shown)
    expect(madeOf(shown)).toEqual([])
  })

  it('property: shows just that text, and nothing is made of it', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const shown = escapeDiscordText(text)
        expect(madeOf(shown)).toEqual([])
        expect(seen(shown)).toBe(escapeInvisible(text))
      }),
      { numRuns: 500 },
    )
  })

  it('property: as code it ends where we end it', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const shown = formatDiscordCode(text)
        const [, fence = '', inner = ''] = /^(`{1,2})([\s\S]*)\1$/.exec(shown) ?? []
        const runs = inner.match(/`+/g) ?? []
        expect(runs.some((run) => run.length >= fence.length)).toBe(false)
        expect(shown).not.toContain('\n')
      }),
      { numRuns: 300 },
    )
  })
})

describe('a link in Discord', () => {
  it.each([
    'javascript:alert(1)',
    'http://example.com/',
    'https://me:pw@example.com/',
    'ftp://example.com/',
    'discord://-/channels',
    'no address',
    '',
  ])('leads nowhere for %j', (address) => {
    expect(formatDiscordLink('label', address)).toBe('label')
  })

  it('ends where its address ends', () => {
    expect(formatDiscordLink('x', 'https://e.x/a_(b)|c?q=**d~~`[e]')).toBe(
      '[x](https://e.x/a_%28b%29%7Cc?q=%2A%2Ad%7E%7E%60%5Be%5D)',
    )
  })
})
