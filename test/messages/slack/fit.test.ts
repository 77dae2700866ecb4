import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MOST } from '../../../src/messages/slack/blocks.ts'
import { link, mrkdwn, plain } from '../../../src/messages/slack/escape.ts'
import {
  actions,
  context,
  cutMrkdwn,
  fields,
  header,
  listing,
  message,
  section,
} from '../../../src/messages/slack/fit.ts'
import { hostile } from './hostile.ts'
import { beyondLimits } from './limits.ts'
import { foreignIn, read, textsIn } from './reading.ts'

const rest = (more: number) => `… and ${more} more`

describe('a message', () => {
  it('holds every limit of Slack’s, however much is in it', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 0, max: 300 }), (text, many) => {
        const lines = Array.from({ length: many }, () => `• ${mrkdwn(text.repeat(20))}`)
        const shown = message(mrkdwn(text.repeat(400)) || 'x', [
          header(text.repeat(40)),
          section(...lines),
          listing('*All*', lines, rest),
          fields(lines),
          context(...lines),
          ...lines.map((line) => section(line)),
        ])
        expect(beyondLimits(shown)).toEqual([])
        for (const one of textsIn(shown)) expect(foreignIn(one, () => false)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('says that there is more', () => {
    const shown = message(
      'x',
      Array.from({ length: 60 }, (_, at) => section(`${at}`)),
      'The rest is elsewhere.',
    )

    expect(shown.blocks).toHaveLength(50)
    expect(read(shown)).toMatch(/\n48\n\n~ The rest is elsewhere\.$/)
  })

  it('has no part for what is not there', () => {
    expect(message('x', [section(''), fields(['']), context(), listing('*All*', [], rest)]).blocks).toEqual(
      [],
    )
  })
})

describe('a list', () => {
  it('is cut at whole rows, and says how many are left', () => {
    const rows = Array.from({ length: 300 }, (_, at) => `• ${at} ${'😀'.repeat(70)}`)
    const text = textsIn(message('x', [listing('*In it*', rows, rest)]))[1] ?? ''

    expect(text.length).toBeLessThanOrEqual(MOST.sectionText)
    expect(text.split('\n').slice(-2)).toEqual([rows[19], '… and 280 more'])
  })
})

describe('text that is cut', () => {
  it('keeps links, escapes, characters and code whole', () => {
    const shown = link('https://e.x/abc', 'a label')

    expect(cutMrkdwn(`See ${shown} now`, 20)).toBe('See…')
    expect(cutMrkdwn('a &amp; b', 7)).toBe('a…')
    expect(cutMrkdwn('`some code` here', 8)).toBe('`some`…')
    expect(cutMrkdwn('😀😀😀', 5)).toBe('😀…')
  })
})

it('a button whose value does not fit is a mistake of ours', () => {
  const button = { type: 'button', action_id: 'x', text: plain('x', 1), value: 'v'.repeat(2_001) } as const
  expect(() => actions('question', [button])).toThrow('2001 characters')
})
