import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createPlainLine,
  measureWidth,
  truncate,
  truncateCode,
  wrap,
  wrapUpTo,
} from '../../src/cli/render/fit.ts'
import { createLine, createSpan, draw } from '../../src/cli/render/line.ts'
import { createProgressLine } from '../../src/cli/render/progress.ts'
import { createLedText } from '../../src/cli/render/screen.ts'
import { renderTable } from '../../src/cli/render/table.ts'

const words = fc
  .array(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.string()))
  .map((all) => all.join(' '))
const width = fc.integer({ min: 4, max: 60 })

describe('fitting', () => {
  it('never makes a line wider than it may be', () => {
    fc.assert(
      fc.property(words, width, (text, columns) => {
        expect(measureWidth(truncate(text, columns))).toBeLessThanOrEqual(columns)
        for (const each of wrap(text, columns)) expect(measureWidth(each)).toBeLessThanOrEqual(columns)
      }),
    )
  })

  it('loses nothing when it wraps', () => {
    fc.assert(
      fc.property(words, width, (text, columns) => {
        const squeezed = (of: string): string => of.replaceAll(/\s/g, '')
        expect(squeezed(wrap(text, columns).join(''))).toBe(squeezed(createPlainLine(text)))
      }),
    )
  })

  it.each([
    ['short enough', 20, 'short enough'],
    ['cut after a whole word here', 16, 'cut after a…'],
    ['Averyverylongwordwithoutanyblank', 10, 'Averyvery…'],
    ['日本語のタイトル', 9, '日本語の…'],
    ['two\nlines\tand  blanks', 40, 'two lines and blanks'],
  ])('cuts %j to %i columns as %j', (text, columns, expected) => {
    expect(truncate(text, columns)).toBe(expected)
  })

  it('breaks a path after a slash', () => {
    expect(wrap('src/parser/intent.ts', 14)).toEqual(['src/parser/', 'intent.ts'])
  })

  it('says that something is missing after the last line', () => {
    expect(wrapUpTo('one two three four five six', 9, 2)).toEqual(['one two', 'three…'])
  })

  it('keeps the indentation of code', () => {
    expect(truncateCode('\tconst a = 1', 40)).toBe('    const a = 1')
    expect(measureWidth(truncateCode(`${' '.repeat(50)}const a = 1`, 20))).toBeLessThanOrEqual(20)
  })

  it('runs a text on from its leading words', () => {
    const lines = createLedText(createSpan('Next:'), 'one two three four', 12)

    expect(draw(lines, { color: false })).toBe('Next: one\n  two three\n  four\n')
  })
})

describe('a table', () => {
  const columns = [{ title: '' }, { title: '', flexibleLines: 2 }, { title: '', flexibleLines: 1 }]

  it('stays inside its width when one flexible column needs little, and when both need much', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.integer({ min: 40, max: 120 }), (one, two, most) => {
        const row = [createSpan('#1234'), createSpan(one.repeat(4)), createSpan(two.repeat(9))]
        const drawn = draw(renderTable(columns, [row], most), { color: false })
        for (const each of drawn.split('\n')) expect(measureWidth(each)).toBeLessThanOrEqual(most)
        expect(drawn).toContain('#1234')
      }),
    )
  })
})

describe('drawing', () => {
  it('lets no control sequence of a text through, with or without colour', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, color) => {
        const drawn = draw([[createSpan(text), createSpan(text, 'bad')], createLine(text, 'title')], {
          color,
        })
        const ours = [1, 22, 31, 39].map((code) => `\u001b[${code}m`)
        const rest = ours.reduce((left, sequence) => left.replaceAll(sequence, ''), drawn)
        expect(rest).not.toMatch(/(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u)
      }),
    )
  })

  it('leaves no blanks at the end of a line', () => {
    expect(draw([[createSpan('a '), createSpan('   '), createSpan('')]], { color: true })).toBe('a\n')
  })
})

describe('the progress line', () => {
  function terminal() {
    const world = { now: 0, text: '' }
    const progress = createProgressLine({
      width: 30,
      clock: () => world.now,
      write: (text) => {
        world.text += text.replaceAll('\r\u001b[2K', '<erase>')
      },
    })
    return { world, progress }
  }

  it('draws over itself, not too often, and goes away', () => {
    const { world, progress } = terminal()
    progress.report({ step: 'reading commits', done: null, total: null })
    progress.report({ step: 'trying the picks', done: 1, total: 40 })
    world.now = 100
    progress.report({ step: 'trying the picks', done: 12, total: 40 })
    progress.clear()
    progress.clear()

    expect(world.text).toBe('<erase>reading commits…<erase>trying the picks: 12 of 40<erase>')
  })

  it('never fills the line, which would scroll', () => {
    const { world, progress } = terminal()
    progress.report({ step: 'x'.repeat(99), done: 1, total: null })

    expect(world.text.replace('<erase>', '')).toHaveLength(29)
  })

  it('writes nothing that nobody asked to see', () => {
    const { world, progress } = terminal()
    progress.clear()

    expect(world.text).toBe('')
  })
})
