import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDiscord } from '../../../sandbox/playground/page/discord/markdown.ts'
import { parseMrkdwn } from '../../../sandbox/playground/page/slack/mrkdwn.ts'
import { ELEMENTS } from '../../../sandbox/playground/wire/elements.ts'
import type { MarkdownElement, MarkdownNode } from '../../../sandbox/playground/wire/wire.ts'

const PLACE = { origin: 'http://127.0.0.1:4000', repository: 'godel/api' }
const NOW = Date.parse('2026-02-10T09:00:00Z')
const AROUND = { place: PLACE, names: new Map([['U1', 'ada']]), now: NOW }

const slack = (text: string) => parseMrkdwn(text, AROUND)
const discord = (text: string) => parseDiscord(text, PLACE)

/** As short text: `p(… strong(…))`, links with where they lead. */
function drawn(nodes: readonly MarkdownNode[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return node
      return `${node.el}${node.href === undefined ? '' : `[${node.href}]`}(${drawn(node.children)})`
    })
    .join('')
}

function elementsOf(nodes: readonly MarkdownNode[]): MarkdownElement[] {
  return nodes.flatMap((node) => (typeof node === 'string' ? [] : [node, ...elementsOf(node.children)]))
}

describe('mrkdwn of Slack', () => {
  it.each([
    ['*bold*, _it_, ~old~ and `a*b*c`', 'p(strong(bold), em(it), del(old) and code(a*b*c))'],
    ['2 * 3 * 4, a_b_c', 'p(2 * 3 * 4, a_b_c)'],
    ['*▸ <https://example.com|v2.0.1>*', 'p(strong(▸ a[https://example.com](v2.0.1)))'],
    ['one\ntwo', 'p(onebr()two)'],
    ['*In it*\n• one\n• `two`', 'p(strong(In it))ul(li(one)li(code(two)))'],
    ['&gt; said\n&gt; more', 'blockquote(saidbr()more)'],
    ['```\n*a* &lt;b&gt;\n```', 'pre(*a* <b>)'],
    ['&amp;lt; is &lt;', 'p(&lt; is <)'],
    ['<@U1>, <!here>', 'p(mention(@ada), mention(@here))'],
    ['<!date^1770714840^{date_short_pretty}, {time}|x>', 'p(today, 09:14)'],
    ['<!date^1770628440^{date_short_pretty}, {time}|x>', 'p(yesterday, 09:14)'],
    ['<http://127.0.0.1:4000/godel/api/issues/7|#7>', 'p(a[#/issues/7](#7))'],
    [
      '<http://127.0.0.1:4000/login/oauth/authorize?state=a&amp;b=c|go>',
      'p(a[http://127.0.0.1:4000/login/oauth/authorize?state=a&b=c](go))',
    ],
    ['see https://example.com/a', 'p(see a[https://example.com/a](https://example.com/a))'],
  ])('%j', (text, tree) => {
    expect(drawn(slack(text))).toBe(tree)
  })

  it.each([
    ['<javascript:alert(1)|x>', 'p(x)'],
    ['&lt;!channel&gt; &lt;https://evil.example|y&gt;', 'p(<!channel> <https://evil.example|y>)'],
    ['<img src=x onerror=alert(1)>', 'p(img src=x onerror=alert(1))'],
  ])('%j does no harm', (text, tree) => {
    expect(drawn(parseMrkdwn(text, AROUND, true))).toBe(tree)
  })
})

describe('Markdown of Discord', () => {
  it.each([
    ['**bold** *it* _it_ ~~old~~ `a*b*`', 'p(strong(bold) em(it) em(it) del(old) code(a*b*))'],
    ['### Fixes\n- one\n- **two**\n  more', 'h4(Fixes)ul(li(one)li(strong(two)p(more)))'],
    ['3. three\n4. four', 'ol(li(three)li(four))'],
    ['> said\n> more', 'blockquote(p(saidbr()more))'],
    ['[notes](https://example.com/a)', 'p(a[https://example.com/a](notes))'],
    ['\\*not\\* \\[x\\](y) \\<', 'p(*not* [x](y) <)'],
    ['```ts\na < b\n```', 'pre(a < b)'],
    ['<t:1770714840:f>', 'p(10 Feb 2026, 09:14)'],
    ['@everyone <@1>', 'p(mention(@everyone) mention(@1))'],
  ])('%j', (text, tree) => {
    expect(drawn(discord(text))).toBe(tree)
  })

  it.each([
    ['[x](javascript:alert(1))', 'p([x](javascript:alert(1)))'],
    ['[x](data:text/html,y)', 'p(x)'],
    ['<script>alert(1)</script>', 'p(<script>alert(1)</script>)'],
    ['@\u2060everyone \\<\u2060@1>', 'p(@\u2060everyone <\u2060@1>)'],
  ])('%j does no harm', (text, tree) => {
    expect(drawn(discord(text))).toBe(tree)
  })
})

describe.each([
  ['Slack', slack],
  ['Discord', discord],
])('a text of %s, whatever it says,', (_, read) => {
  const signs = [
    '*',
    '_',
    '~',
    '`',
    '```',
    '<',
    '>',
    '|',
    '&gt;',
    '• ',
    '- ',
    '> ',
    '# ',
    '1. ',
    '\\',
    '](',
    '[',
    ')',
  ]
  const more = [
    '\n',
    'javascript:',
    'https://x.example',
    '<@U1>',
    '<!date^',
    '^{time}',
    '<t:',
    ':R>',
    '@here',
    '  ',
  ]
  const text = fc
    .array(fc.oneof(fc.constantFrom(...signs, ...more), fc.string()), { maxLength: 40 })
    .map((all) => all.join(''))

  it('is made of the elements that the page knows and of links that lead nowhere dangerous', () => {
    fc.assert(
      fc.property(text, (one) => {
        for (const { el, href } of elementsOf(read(one))) {
          expect(ELEMENTS).toContain(el)
          expect(href ?? '#/').toMatch(/^(#\/|https?:\/\/|mailto:)/i)
        }
      }),
    )
  })
})
