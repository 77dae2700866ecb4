import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTasks, setTask } from '../../../sandbox/playground/markdown/parse.ts'
import { createMarkdownTree } from '../../../sandbox/playground/markdown/tree.ts'
import { ELEMENTS } from '../../../sandbox/playground/wire/elements.ts'
import type { MarkdownElement, MarkdownNode } from '../../../sandbox/playground/wire/wire.ts'

const PLACE = { origin: 'http://127.0.0.1:4000', repository: 'godel/api' }
const read = (text: string) => createMarkdownTree(text, PLACE)

/** As short text: `p(… strong(…))`, links with where they lead. */
function drawn(nodes: readonly MarkdownNode[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return node
      const about = [node.href, node.task && `${node.task.index}${node.task.checked ? 'x' : ''}`, node.lang]
      const more = about.filter((one) => one !== undefined).map((one) => `[${one}]`)
      return `${node.el}${more.join('')}(${drawn(node.children)})`
    })
    .join('')
}

function elementsOf(nodes: readonly MarkdownNode[]): MarkdownElement[] {
  return nodes.flatMap((node) => (typeof node === 'string' ? [] : [node, ...elementsOf(node.children)]))
}

describe('a text on the page', () => {
  it.each([
    ['**bold** and `code`', 'p(strong(bold) and code(code))'],
    ['one\ntwo', 'p(onebr()two)'],
    ['thanks @ada, see #12', 'p(thanks mention(@ada), see a[#/issues/12](#12))'],
    ['@release-captain[bot] did', 'p(mention(@release-captain[bot]) did)'],
    ['mail ada@example.com, a#1', 'p(mail a[mailto:ada@example.com](ada@example.com), a#1)'],
    ['not `#12` nor `@ada`', 'p(not code(#12) nor code(@ada))'],
    [`at ${'a1'.repeat(20)}`, `p(at a[#/commits/${'a1'.repeat(20)}](code(a1a1a1a)))`],
    ['[x](http://127.0.0.1:4000/godel/api/pull/7#issuecomment-1)', 'p(a[#/issues/7](x))'],
    ['[x](/godel/api/releases/tag/v2.0.1)', 'p(a[#/releases/v2.0.1](x))'],
    ['[x](/godel/api/compare/a...b)', 'p(a[#/history](x))'],
    ['[x](/godel/api/settings)', 'p(x)'],
    ['[#1 @ada][1]\n\n[1]: https://example.com', 'p(a[https://example.com](#1 @ada))'],
    ['a<!-- hidden -->b\n\n<!-- and\n\nthis -->', 'p(ab)'],
    [
      '<details>\n<summary>More</summary>\n\n**x**\n\n</details>\n\ny',
      'details(summary(More)p(strong(x)))p(y)',
    ],
    ['H<sub>2</sub>O <b>x', 'p(Hsub(2)O strong(x))'],
    ['- [ ] a\n- [x] b\n  - [ ] c', 'ul(li[0](a)li[1x](bul(li[2](c))))'],
    ['```ts\na < b\n```', 'pre[ts](a < b)'],
    ['| a | b |\n| --- | ---: |\n| 1 | 2 |', 'table(thead(tr(th(a)th(b)))tbody(tr(td(1)td(2))))'],
    ['~~old~~', 'p(del(old))'],
  ])('%j', (text, tree) => {
    expect(drawn(read(text))).toBe(tree)
  })

  it.each([
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['a <img src=x onerror=alert(1)> b', 'p(a <img src=x onerror=alert(1)> b)'],
    ['[x](javascript:alert(1))', 'p(x)'],
    ['[x](data:text/html,x)', 'p(x)'],
    ['<a href="javascript:x">y</a>', 'p(<a href="javascript:x">y</a>)'],
    ['![secret](https://evil.example/pixel.png)', 'p([secret])'],
    ['<details onclick=x open>a</details>', 'details(a)'],
    ['</details></p>x', 'x'],
  ])('%j does no harm', (text, tree) => {
    expect(drawn(read(text))).toBe(tree)
  })

  it('is made of the elements that the page knows and of links that lead nowhere dangerous, whatever it says', () => {
    const pieces = [
      '<',
      '>',
      '</',
      '<!--',
      '-->',
      '<details>',
      '</summary>',
      '<b',
      '[x](',
      ')',
      '\n',
      '\n\n',
      '- [ ] ',
    ]
    const more = [
      'javascript:',
      'http://127.0.0.1:4000/godel/api/',
      '//x',
      '@a',
      '#1',
      '`',
      '|',
      '> ',
      '\t',
      '&lt;',
    ]
    const text = fc
      .array(fc.oneof(fc.constantFrom(...pieces, ...more), fc.string()))
      .map((all) => all.join(''))
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

describe('a task', () => {
  const LIST = '## Checklist\n\n- [ ] Smoke `tests`\n* [x] done\n\n> 1. [ ] quoted\n\n- plain\n'

  it('is found with what it says, where it stands, and whether it is ticked', () => {
    expect(parseTasks(LIST).map(({ text, checked, under }) => [text, checked, under])).toEqual([
      ['Smoke tests', false, 'Checklist'],
      ['done', true, 'Checklist'],
      ['quoted', false, 'Checklist'],
    ])
  })

  it('is ticked in its place, and nothing else changes', () => {
    expect(setTask(LIST, { index: 0, checked: true, says: 'Smoke tests' })).toBe(
      LIST.replace('- [ ]', '- [x]'),
    )
    expect(setTask(LIST, { index: 1, checked: false, says: 'done' })).toBe(LIST.replace('* [x]', '* [ ]'))
    expect(setTask(LIST, { index: 2, checked: true, says: 'quoted' })).toBe(LIST.replace('1. [ ]', '1. [x]'))
  })

  it('that says something else by now is not ticked', () => {
    expect(setTask(LIST, { index: 0, checked: true, says: 'done' })).toBeNull()
    expect(setTask(LIST, { index: 9, checked: true, says: 'done' })).toBeNull()
  })

  it('has the same number and words on the page and in the text', () => {
    const tasks = elementsOf(read(LIST)).flatMap(({ task }) => (task ? [[task.index, task.says]] : []))
    expect(tasks).toEqual(parseTasks(LIST).map(({ text }, index) => [index, text]))
  })
})
