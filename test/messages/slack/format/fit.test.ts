import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MOST_IN_BLOCKS } from '../../../../src/messages/slack/format/blocks.ts'
import { createPlainText, escapeMrkdwn, formatLink } from '../../../../src/messages/slack/format/escape.ts'
import {
  createActions,
  createContext,
  createFields,
  createHeader,
  createListing,
  createMessage,
  createSection,
  truncateMrkdwn,
} from '../../../../src/messages/slack/format/fit.ts'
import { hostile } from '../hostile.ts'
import { beyondLimits } from '../limits.ts'
import { foreignIn, read, textsIn } from '../reading.ts'

const rest = (more: number) => `… and ${more} more`

describe('a message', () => {
  it('holds every limit of Slack’s, however much is in it', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 0, max: 300 }), (text, many) => {
        const lines = Array.from({ length: many }, () => `• ${escapeMrkdwn(text.repeat(20))}`)
        const shown = createMessage(escapeMrkdwn(text.repeat(400)) || 'x', [
          createHeader(text.repeat(40)),
          createSection(...lines),
          createListing('*All*', lines, rest),
          createFields(lines),
          createContext(...lines),
          ...lines.map((line) => createSection(line)),
        ])
        expect(beyondLimits(shown)).toEqual([])
        for (const one of textsIn(shown)) expect(foreignIn(one, () => false)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('says that there is more', () => {
    const shown = createMessage(
      'x',
      Array.from({ length: 60 }, (_, at) => createSection(`${at}`)),
      'The rest is elsewhere.',
    )

    expect(shown.blocks).toHaveLength(50)
    expect(read(shown)).toMatch(/\n48\n\n~ The rest is elsewhere\.$/)
  })

  it('has no part for what is not there', () => {
    expect(
      createMessage('x', [
        createSection(''),
        createFields(['']),
        createContext(),
        createListing('*All*', [], rest),
      ]).blocks,
    ).toEqual([])
  })
})

describe('a list', () => {
  it('is cut at whole rows, and says how many are left', () => {
    const rows = Array.from({ length: 300 }, (_, at) => `• ${at} ${'😀'.repeat(70)}`)
    const text = textsIn(createMessage('x', [createListing('*In it*', rows, rest)]))[1] ?? ''

    expect(text.length).toBeLessThanOrEqual(MOST_IN_BLOCKS.sectionText)
    expect(text.split('\n').slice(-2)).toEqual([rows[19], '… and 280 more'])
  })
})

describe('text that is cut', () => {
  it('keeps links, escapes, characters and code whole', () => {
    const shown = formatLink('https://e.x/abc', 'a label')

    expect(truncateMrkdwn(`See ${shown} now`, 20)).toBe('See…')
    expect(truncateMrkdwn('a &amp; b', 7)).toBe('a…')
    expect(truncateMrkdwn('`some code` here', 8)).toBe('`some`…')
    expect(truncateMrkdwn('😀😀😀', 5)).toBe('😀…')
  })
})

it('a button whose value does not fit is a mistake of ours', () => {
  const button = {
    type: 'button',
    action_id: 'x',
    text: createPlainText('x', 1),
    value: 'v'.repeat(2_001),
  } as const
  expect(() => createActions('question', [button])).toThrow('2001 characters')
})
