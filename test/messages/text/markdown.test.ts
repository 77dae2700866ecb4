import fc from 'fast-check'
import type { Nodes, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { describe, expect, it } from 'vitest'
import { escapeInvisible } from '../../../src/messages/text/escape-invisible.ts'
import { escapeMarkdown, formatMarkdownLink } from '../../../src/messages/text/markdown.ts'

/** What GitHub looks for in the text that is left after the Markdown was read. */
const RECOGNISED = [
  /(?:^|\W)@[a-z0-9][a-z0-9-]*/i,
  /[\w./-]*#\d+/,
  /\bGH-\d+/i,
  /\bGHSA(?:-[a-z0-9]{4}){3}/i,
  /\b[0-9a-f]{7,40}\b/i,
  /:[\w+-]+:/,
  /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):? +(?:[\w./-]*#\d+|https?:\/\/)/i,
  /\w:\/\//,
  /www\.\w/i,
]

/** Text with what Markdown and GitHub give a meaning to in it far more often than chance would have it. */
const meaningful = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.string({ maxLength: 8 }),
      fc.constantFrom(
        '# ',
        '- ',
        '1. ',
        '> ',
        '`',
        '```',
        '~~~',
        '**',
        '_',
        '[x](y)',
        '![',
        '](',
        '<b>',
        '<!--',
        '|',
        '---',
      ),
      fc.constantFrom(
        '===',
        ':-:',
        '$x$',
        '&lt;',
        '&#35;',
        '@me',
        '@o/team',
        '#1',
        'o/r#1',
        'GH-1',
        'GHSA-2c4m-59x9-fr2g',
      ),
      fc.constantFrom(
        'https://e.x/a',
        'www.e.x',
        'a@e.xy',
        ':tada:',
        'deadbeef1',
        'Fixes #1',
        '[^1]',
        '[ ] ',
        '{{',
        '\\',
        '\n',
        ' ',
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

const read = (markdown: string): Root =>
  fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })

/** A tree as its nodes' names, with the text of its text nodes as a person sees it. */
function outline(node: Nodes): unknown {
  if (node.type === 'text') return node.value.replaceAll('\u2060', '')
  return 'children' in node ? { [node.type]: node.children.map(outline) } : node.type
}

const seen = (text: string) => (text === '' ? [] : [text])

describe('text from outside in Markdown', () => {
  it.each([
    ['a link', 'see [here](https://evil.example)'],
    ['an image', '![x](https://evil.example/p.png)'],
    ['an address', 'see https://evil.example and www.evil.example'],
    ['an email address', 'ask root@evil.example'],
    ['HTML', '<img src=x onerror=alert(1)> <script>'],
    ['a comment', '<!-- hidden -->'],
    ['an entity', '&lt;b&gt; &#64;octocat'],
    ['a mention', '@octocat and @org/team'],
    ['a heading', '# Big'],
    ['a list', '- one'],
    ['a numbered list', '1. one'],
    ['a quote', '> said'],
    ['a rule', '---'],
    ['a table', '| a | b |'],
    ['emphasis', '*a* **b** _c_ ~d~'],
    ['code', 'run `rm -rf`'],
    ['a task', '[ ] todo'],
    ['a footnote', 'a[^1]'],
    ['a formula', 'costs $x$ or $$y$$'],
    ['an emoji', ':tada: done'],
    ['a closing keyword', 'Fixes #12, closes o/r#3'],
    ['a reference', 'GH-12 and GHSA-2c4m-59x9-fr2g'],
    ['a commit', 'as in 0123456789abcdef0123456789abcdef01234567'],
    ['a template', '{{ policy }} {% include "x" %}'],
  ])('shows %s as it is written', (_what, text) => {
    const markdown = escapeMarkdown(text)
    expect(outline(read(markdown))).toEqual({ root: [{ paragraph: [text] }] })
    expect(RECOGNISED.filter((pattern) => pattern.test(readText(markdown)))).toEqual([])
  })

  it('leaves ordinary titles as they are', () => {
    const titles = [
      'Fix memory leak in task_engine (v2.0.1): 3 of 4 workers were lost',
      "Don't retry a request that isn't idempotent; wait 1.5 s instead",
      '2.0 state files are read again -> no migration',
    ]
    expect(titles.map(escapeMarkdown)).toEqual(titles)
  })

  it('loses what nobody sees', () => {
    expect(escapeMarkdown('a\u0000b\u202ec\u200bd\u{e0041}e\r\n f\u00a0 g')).toBe('abcde f g')
  })

  it.each([
    ['alone', (text: string) => text, (text: string[]) => text.map((seen) => ({ paragraph: [seen] }))],
    [
      'in a list',
      (text: string) => `- a ${text}`,
      ([text]: string[]) => [{ list: [{ listItem: [{ paragraph: [text ? `a ${text}` : 'a'] }] }] }],
    ],
    [
      'first in a list',
      (text: string) => `- ${text}`,
      (text: string[]) => [{ list: [{ listItem: text.map((seen) => ({ paragraph: [seen] })) }] }],
    ],
    [
      'under a line',
      (text: string) => `above\n${text}`,
      ([text]: string[]) => [{ paragraph: [text ? `above\n${text}` : 'above'] }],
    ],
    [
      'in a table',
      (text: string) => `| a |\n| - |\n| ${text} |`,
      (text: string[]) => [
        { table: [{ tableRow: [{ tableCell: ['a'] }] }, { tableRow: [{ tableCell: text }] }] },
      ],
    ],
    [
      'as the text of a link',
      (text: string) => `a [${text}](/b)`,
      (text: string[]) => [{ paragraph: ['a ', { link: text }] }],
    ],
  ])('is one text and nothing else %s, whatever it says', (_where, around, expected) => {
    fc.assert(
      fc.property(meaningful, (text) => {
        const tree = outline(read(around(escapeMarkdown(text))))
        expect(tree).toEqual({ root: expected(seen(escapeInvisible(text))) })
      }),
      { numRuns: 500 },
    )
  })

  it('refers to no one and nothing, whatever it says', () => {
    fc.assert(
      fc.property(meaningful, (text) => {
        const shown = readText(escapeMarkdown(text))
        expect(RECOGNISED.filter((pattern) => pattern.test(shown))).toEqual([])
      }),
      { numRuns: 1_000 },
    )
  })

  it.each([':a', '_', '[', 'GH-', '&a', '0', '1.', '\\', 'www'])(
    'has an end, however often it says %j',
    (part) => {
      const text = part.repeat(500_000)
      expect(escapeMarkdown(text).length).toBeGreaterThanOrEqual(text.length)
    },
  )
})

describe('a link of our own', () => {
  it('cannot be left by its address', () => {
    const link = formatMarkdownLink('#12', new URL('https://github.com/a(b)c/pull/12'))
    expect(link).toBe('[#12](https://github.com/a%28b%29c/pull/12)')
  })
})

/** The text of a document with its joiners: what GitHub's filters get to see. */
function readText(markdown: string): string {
  const text = (node: Nodes): string => {
    if ('children' in node) return node.children.map(text).join('')
    return 'value' in node ? node.value : ''
  }
  return text(read(markdown))
}

it.each(['\u009d', '\u0090', '\u0098', '\u009e', '\u009f', '\u001b]', '\u001bP', '\u009b', '\u001b[0'])(
  'an author name of 120,000 beginnings of a sequence is shown as quickly as any other: %j',
  (beginning) => {
    const started = performance.now()
    expect(escapeInvisible(`Eve ${beginning.repeat(120_000)}`)).toMatch(/^Eve/)
    expect(performance.now() - started).toBeLessThan(2_000)
  },
)
