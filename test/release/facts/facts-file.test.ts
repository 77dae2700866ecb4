import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { describeFactsRefusal } from '../../../src/messages/refusals/describe-facts-refusal.ts'
import { type Facts, known } from '../../../src/release/facts/facts.ts'
import { FactsRefused, matchFacts, parseFactsFile } from '../../../src/release/facts/facts-file.ts'
import { createUnknownFacts, mergeFacts } from '../../../src/release/facts/merge-facts.ts'
import { candidateOf, commitOf } from '../candidates.ts'

function refusalOf(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    if (error instanceof FactsRefused) {
      const { kind, what, next } = describeFactsRefusal(error.refusal)
      return `${kind}: ${what}\n${next}`
    }
    throw error
  }
  return 'not refused'
}

function changes(entries: Record<string, unknown>): unknown {
  return { changes: entries }
}

it('reads the example of docs/facts.md', () => {
  const page = readFileSync(new URL('../../../docs/facts.md', import.meta.url), 'utf8')
  const example = /```yaml\n([\s\S]+?)```/.exec(page)?.[1] ?? ''
  const file = parseFactsFile(parse(example))
  expect([...file.changes.keys()]).toEqual(['#1234', '#1235', '#1240', '9f1c2ab'])
  expect(file.changes.get('#1235')?.exception).toMatchObject({ known: true, value: { by: 'grace' } })
})

it('takes an empty file for one that states nothing', () => {
  for (const empty of [null, undefined, {}, { changes: {} }])
    expect(parseFactsFile(empty).changes.size).toBe(0)
})

it('keeps a no apart from what is not stated', () => {
  const stated = parseFactsFile(changes({ '#1': { reviewed: false, breaking: false, cvss: 0 } })).changes.get(
    '#1',
  )
  expect(stated).toEqual({
    reviewed: known(false, 'the facts file'),
    breaking: known(false, 'the facts file'),
    cvss: known(0, 'the facts file'),
  })
})

describe('a wrong file is refused with everything that is wrong', () => {
  it('in all places at once', () => {
    const wrong = changes({
      '#12': {
        lables: ['crash'],
        severity: 'P9',
        cvss: 11,
        issues: [{ number: 0, reportedAt: 'yesterday' }],
      },
      '12': { labels: [] },
      '#13': {
        cve: 'CVE-1',
        assessment: { by: '', risk: 'tiny' },
        exception: { by: 'ada', because: ' ', until: '2026-02-30' },
      },
    })
    expect(refusalOf(() => parseFactsFile(wrong))).toMatchInlineSnapshot(`
      "config: The facts file is wrong in 11 places, so it wasn't used:
      - changes.12: expected "#12" (in quotes), or 7 or more digits of a commit
      - changes.#12.issues.0.number: found 0, expected number to be >0
      - changes.#12.issues.0.reportedAt: found "yesterday", expected a time with its offset, \`2026-03-01T09:00:00Z\`, or a date
      - changes.#12.severity: found "P9", expected one of "P0"|"P1"|"P2"|"P3"
      - changes.#12.cvss: found 11, expected number to be <=10
      - changes.#12.lables: unknown key, expected none but labels, issues, reviewed, checksPassed, severity, cvss, cve, breaking, assessment, exception
      - changes.#13.cve: found "CVE-1", expected a CVE id, \`CVE-2026-12345\`
      - changes.#13.assessment.by: found "", expected the name of a person
      - changes.#13.assessment.risk: found "tiny", expected one of "low"|"medium"|"high"
      - changes.#13.exception.because: found " ", expected some words
      - changes.#13.exception.until: found "2026-02-30", expected a date of the calendar, \`2026-03-01\`
      Correct the file. docs/facts.md shows every key with an example."
    `)
  })

  it.each([
    ['a list', [], /the file: found \[\]/],
    ['a text', 'hello', /found "hello"/],
    ['an unknown key at the top', { change: {} }, /change: unknown key, expected none but changes/],
    ['a change that is no mapping', changes({ '#1': true }), /changes\.#1: found true/],
    ['a sha that is too short', changes({ abc123: {} }), /7 or more digits/],
    [
      'a time without its offset',
      changes({ '#1': { issues: [{ number: 1, reportedAt: '2026-03-01T09:00' }] } }),
      /offset/,
    ],
    [
      'an exception without an end',
      changes({ '#1': { exception: { by: 'a', because: 'b' } } }),
      /until: found nothing/,
    ],
    ['a score of two decimals', changes({ '#1': { cvss: 8.96 } }), /one decimal/],
    ['a prototype', JSON.parse('{"changes": {"__proto__": {"reviewed": true}}}'), /changes.__proto__/],
    ['a prototype at the top', JSON.parse('{"__proto__": {"reviewed": true}}'), /__proto__: unknown key/],
  ])('%s', (_, value, expected) => {
    expect(refusalOf(() => parseFactsFile(value))).toMatch(expected)
  })

  it('and never anything but refused, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue()).map(changes)),
        (value) => {
          expect(refusalOf(() => parseFactsFile(value))).toMatch(/^config: |^not refused/)
        },
      ),
    )
  })
})

describe('statements find their candidates', () => {
  const squash = candidateOf({ id: '#12', commits: [commitOf({ sha: 'aaaaaaa111' })] })
  const commit = candidateOf({ id: 'bbbbbbb222', commits: [commitOf({ sha: 'bbbbbbb222' })] })
  const other = candidateOf({ id: 'bbbbbbb333', commits: [commitOf({ sha: 'bbbbbbb333' })] })

  function match(...keys: string[]) {
    return matchFacts(parseFactsFile(changes(Object.fromEntries(keys.map((key) => [key, {}])))), [
      squash,
      commit,
      other,
    ])
  }

  it('by pull request, by commit, and by a commit of a pull request', () => {
    expect([...match('#12', 'bbbbbbb2').of.keys()]).toEqual(['#12', 'bbbbbbb222'])
    expect([...match('aaaaaaa').of.keys()]).toEqual(['#12'])
  })

  it('or are named as unmatched', () => {
    expect(match('#1', 'ccccccc').unmatched).toEqual(['#1', 'ccccccc'])
  })

  it('or are refused when they fit two', () => {
    expect(refusalOf(() => match('bbbbbbb'))).toMatchInlineSnapshot(`
      "config: \`bbbbbbb\` in the facts file fits both bbbbbbb222 and bbbbbbb333.
      Write more digits of the commit."
    `)
  })

  it('or are refused when two fit one', () => {
    expect(refusalOf(() => match('#12', 'aaaaaaa'))).toMatchInlineSnapshot(`
      "config: The facts file names #12 twice, as \`#12\` and as \`aaaaaaa\`.
      Put its facts under one of them."
    `)
  })
})

describe('what is stated', () => {
  const read: Facts = {
    ...createUnknownFacts('the message says nothing'),
    severity: known('P2', 'the message'),
    issues: known([{ number: 7, labels: null, reportedAt: null }], 'the message'),
  }

  it('outranks what was read, and leaves the rest as it was', () => {
    const merged = mergeFacts(read, { severity: known('P0', 'the facts file') })
    expect(merged).toEqual({ ...read, severity: known('P0', 'the facts file') })
  })

  it('joins the issues by number', () => {
    const stated = [
      { number: 7, labels: ['P1'], reportedAt: 5 },
      { number: 8, labels: null, reportedAt: null },
    ]
    expect(mergeFacts(read, { issues: known(stated, 'the facts file') }).issues).toEqual(
      known(stated, 'the facts file and the message'),
    )
  })

  it('changes nothing when it says nothing', () => {
    expect(mergeFacts(read, {})).toEqual(read)
  })
})
