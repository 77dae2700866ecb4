import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  escapeAndShorten,
  formatCode,
  formatCodeBlock,
  formatProse,
} from '../../../../src/messages/github/markdown/inline.ts'
import { createMark, hasMark } from '../../../../src/messages/github/markdown/mark.ts'
import { hostile } from '../hostile.ts'
import { nodesOf, read } from '../reading.ts'

describe('a mark', () => {
  it('is a comment that nobody sees, with what it marks', () => {
    expect(createMark('answer', '77:comment-12')).toBe('<!-- release-captain:answer 77:comment-12 -->')
  })

  it('is found on a line of its own, whatever stands around it', () => {
    const body = `Done.\r\n\r\n${createMark('answer', 'a')}\r\nP.S.`

    expect(hasMark(body, 'answer', 'a')).toBe(true)
    expect(hasMark(body, 'answer', 'b')).toBe(false)
    expect(hasMark(body, 'prompt', 'a')).toBe(false)
  })

  it('is none within a line', () => {
    expect(hasMark(`see ${createMark('answer', 'a')}`, 'answer', 'a')).toBe(false)
  })

  it('stays one comment, and another for another id', () => {
    const some = fc.string({ unit: 'binary', maxLength: 12 })
    fc.assert(
      fc.property(some, some, (one, other) => {
        const [node] = read(createMark('x', one)).children
        expect(node).toMatchObject({ type: 'html', value: createMark('x', one) })
        expect(createMark('x', one).slice(4, -3)).not.toMatch(/--|>/)
        expect(hasMark(createMark('x', one), 'x', other)).toBe(one.toWellFormed() === other.toWellFormed())
      }),
    )
  })
})

describe('text from outside', () => {
  it('is one piece of code and nothing else, and no mark', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const [paragraph] = read(`a ${formatCode(text) || '`x`'} b`).children
        const types = paragraph && 'children' in paragraph ? paragraph.children.map(({ type }) => type) : []
        expect(types).toEqual(['text', 'inlineCode', 'text'])
        expect(formatCode(text)).not.toContain('<!--')
      }),
      { numRuns: 500 },
    )
  })

  it('is one block of code, whatever its lines say', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const block = formatCodeBlock(text)
        expect(read(block).children.map(({ type }) => type)).toEqual(['code'])
        expect(block).not.toContain('<!--')
      }),
      { numRuns: 500 },
    )
  })

  it('becomes text and code in a sentence, and nothing else', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const types = nodesOf(read(`Held: ${formatProse(text)}`)).map(({ type }) => type)
        expect(types.filter((type) => !['root', 'paragraph', 'text', 'inlineCode'].includes(type))).toEqual(
          [],
        )
      }),
      { numRuns: 500 },
    )
  })

  it('keeps the code of a sentence as it is', () => {
    expect(formatProse('Run `/release go`, or ``a`b``.')).toBe('Run `/release go`, or ``a`b``.')
    expect(formatProse('one ` alone')).toBe('one \\` alone')
  })

  it('is cut at whole characters', () => {
    expect(escapeAndShorten('😀'.repeat(200), 3)).toBe('😀😀…')
    expect(escapeAndShorten('short', 10)).toBe('short')
  })
})
