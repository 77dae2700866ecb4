import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseComment } from '../../src/chatops/parsing/parse-comment.ts'
import { parseLine } from '../../src/chatops/parsing/parse-line.ts'
import { CONTAINERS } from './containers.ts'
import { requests, written } from './written.ts'

/** What means something to Markdown could end the container that it stands in. */
const MARKS = /[[\]*~$<>|_\\`'&]/

const quotable = requests.map(written).filter((line) => !MARKS.test(line))

/** Comments with what we, Markdown and HTML give a meaning to far more often than chance would have it. */
const meaningful = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom(
        '/release ',
        '/release',
        'cut',
        'go',
        'because ',
        'v2.0.1',
        '#12',
        '--plan ',
        'risk=',
        '"',
        '=',
        "'",
      ),
      fc.constantFrom(
        '\n',
        '\r',
        '\r\n',
        '\n\n',
        ' ',
        '    ',
        '\t',
        '\u00a0',
        '\u200b',
        '\u202e',
        '\ufeff',
        '\u3000',
      ),
      fc.constantFrom(
        '> ',
        '- ',
        '1. ',
        '# ',
        '```',
        '~~~',
        '`',
        '*',
        '**',
        '~~',
        '|',
        '---',
        '$$',
        '\\',
        '[^1]: ',
      ),
      fc.constantFrom(
        '[',
        '](x)',
        '![',
        '<!--',
        '-->',
        '<b>',
        '</b>',
        '<details>',
        '</details>',
        '<T>',
        '&#47;',
      ),
      requests.map(written),
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''))

describe('a request', () => {
  it('is read from a comment as it was meant', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const text = written(request)
        expect(parseComment(text)).toEqual([{ kind: 'asked', request, text }])
      }),
      { numRuns: 2000 },
    )
  })

  it('is read from a line without `/release` all the same', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const text = written(request).slice('/release '.length)
        expect(parseLine(text)).toEqual({ kind: 'asked', request, text })
      }),
    )
  })

  it('is read in the midst of other words, lines and paragraphs', () => {
    const words = fc.constantFrom('', 'Fine.\n', 'Fine.\n\n', '> quoted\n\n', '- one\n\n', '```\ncode\n```\n')
    fc.assert(
      fc.property(words, quotable, fc.constantFrom('', '\nBye.', '\n\nBye.'), (before, line, after) => {
        expect(parseComment(before + line + after)).toEqual(parseComment(line))
      }),
    )
  })
})

describe.each(CONTAINERS)('a request in $name', ({ around }) => {
  it('is none, whatever it is', () => {
    fc.assert(
      fc.property(quotable, (line) => {
        expect(parseComment(around(line))).toEqual([])
      }),
      { numRuns: 40 },
    )
  })
})

describe('containers', () => {
  it('hold what stands in others', () => {
    const one = fc.constantFrom(...CONTAINERS.filter(({ name }) => NESTABLE.includes(name)))
    fc.assert(
      fc.property(one, one, quotable, (outer, inner, line) => {
        const nested = inner.around(line).split('\n').map(outer.around).join('\n')
        expect(parseComment(nested)).toEqual([])
      }),
    )
  })
})

/** Those that take each line of a text for itself. */
const NESTABLE = [
  'a quote',
  'a quote without a blank',
  'a list',
  'a list of stars',
  'a numbered list',
  'a heading',
]

describe('whatever is written', () => {
  it('in a comment is answered without a fault, and no more often than it speaks to us', () => {
    fc.assert(
      fc.property(meaningful, (body) => {
        const lines = body.split(/[\r\n]/).length
        expect(parseComment(body).length).toBeLessThanOrEqual(lines)
      }),
      { numRuns: 3000 },
    )
  })

  it('in a line is answered without a fault', () => {
    fc.assert(
      fc.property(meaningful, (line) => {
        expect(['asked', 'unclear']).toContain(parseLine(line).kind)
      }),
      { numRuns: 3000 },
    )
  })

  it('gets no answer that is itself a command, or shows what nobody sees', () => {
    const line = meaningful.map((text) => `/release ${text.replace(/[\r\n]/g, ' ')}`)
    fc.assert(
      fc.property(line, (body) => {
        for (const parsed of parseComment(body)) {
          if (parsed.kind === 'asked') continue
          expect(parseComment(`${parsed.what}\n${parsed.next}`)).toEqual([])
          expect(parseComment(`${parsed.what}\n\n${parsed.next}`)).toEqual([])
          expect(`${parsed.what}${parsed.next}`).not.toMatch(/[\p{Cc}\u200b-\u200f\u202a-\u202e\ufeff]/u)
        }
      }),
      { numRuns: 3000 },
    )
  })

  it('is kept in whole characters, which a database takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const parsed = parseLine(`hold because x${text.replace(/until=/gi, '')}`)
        const kept = parsed.kind === 'asked' && parsed.request.name === 'hold' ? parsed.request.because : ''
        expect(kept.isWellFormed()).toBe(true)
        expect(kept).not.toMatch(/\p{Cc}/u)
      }),
    )
  })
})
