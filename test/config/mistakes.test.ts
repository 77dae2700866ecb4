import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { formatConfigErrors, refuseConfig } from '../../src/config/config-errors.ts'
import { readPolicy } from '../../src/config/read-policy.ts'

const file = 'config.yml'

function said(text: string): string {
  const answer = readPolicy({ text, file })
  return answer.ok ? 'nothing is wrong' : formatConfigErrors(answer.errors)
}

/** `line:column key: found -> right` of each mistake. */
function brief(text: string): string[] {
  const answer = readPolicy({ text, file })
  if (answer.ok) return []
  return answer.errors.map(
    ({ line, column, key, found, right }) => `${line}:${column} ${key}: ${found} -> ${right}`,
  )
}

describe('all mistakes of a config', () => {
  it('are said at once, in the order of the file, each with what would be right', () => {
    const text = `# our rules
product: Atlas
triggers:
  imediate:
    within: 12h
  batch:
    anchor: 2026-02-12
watch:
  every: soon
criteria:
  severities: [p0, P1]
versionBump:
  files:
    - path: ../VERSION
      kind: pattern
      pattern: 'v(?=[0-9])(.+)'
`
    expect(said(text)).toMatchInlineSnapshot(`
      "config.yml:2:10  product
        found  the text "Atlas"
        right  a mapping of keys and values, or remove this key (keys: name)

      config.yml:4:3  triggers.imediate
        found  an unknown key
        right  immediate (known here: immediate, scheduled, batch)

      config.yml:7:13  triggers.batch.anchor
        found  the text "2026-02-12"
        right  a date that falls on calendar.patch.day

      config.yml:9:10  watch.every
        found  the text "soon"
        right  a duration from 1m to 7d, such as 30m, 1h30m, 48h, 2d or PT30M

      config.yml:11:16  criteria.severities[0]
        found  the text "p0"
        right  one of P0, P1, P2, P3 (P0?)

      config.yml:14:13  versionBump.files[0].path
        found  the text "../VERSION"
        right  a path inside of the repository, like helm/Chart.yaml (it must not go up with ..)

      config.yml:16:16  versionBump.files[0].pattern
        found  the text "v(?=[0-9])(.+)"
        right  a pattern in RE2 syntax, which has no lookahead, lookbehind or backreference (RE2 says: error parsing regexp: invalid or unsupported Perl syntax: \`(?=\`)"
    `)
  })

  it('become one refusal that says what to do next', () => {
    const answer = readPolicy({ text: 'prodct: {}\n', file: '.github/release-captain.yml' })

    expect(answer.ok ? null : refuseConfig(answer.errors)).toMatchInlineSnapshot(`
      {
        "kind": "config",
        "next": "Correct .github/release-captain.yml and check it with \`release-captain config\`. docs/config.md lists every key.",
        "what": ".github/release-captain.yml has one mistake, and nothing was done.

      .github/release-captain.yml:1:1  prodct
        found  an unknown key
        right  product",
      }
    `)
  })

  it('look as docs/config.md shows them', () => {
    const page = readFileSync(new URL('../../docs/config.md', import.meta.url), 'utf8')
    const text = 'triggers:\n  imediate:\n    within: 12h\n\nwatch:\n  every: soon\n'
    const answer = readPolicy({ text, file: '.github/release-captain.yml' })

    expect(answer.ok).toBe(false)
    if (!answer.ok) expect(page).toContain(`\`\`\`text\n${formatConfigErrors(answer.errors)}\n\`\`\``)
  })

  it('are cut short where the file is no config at all', () => {
    const text = said(Array.from({ length: 3000 }, (_, index) => `key${index}: 1\n`).join(''))

    expect(text).toMatch(/\n\n… and 2900 more$/)
  })

  it('cannot move a cursor or turn the direction of writing', () => {
    const text = said('"\\e[31m\\u202e": 1\nproduct: { name: "\\e[2J" }\nmain: "\\u009b1m\\u200b"\n')

    for (const char of ['\u001b', '\u009b', '\u200b', '\u202e']) expect(text).not.toContain(char)
    expect(text).toContain('\\u001b[31m\\u202e')
  })
})

describe('text that is no YAML, or more than plain data', () => {
  it.each([
    ['- a\n', '1:1 : a list of 1 entry -> a mapping of keys and values, or remove this key'],
    ['hello', '1:1 : the text "hello" -> a mapping of keys and values, or remove this key'],
    ['product:\n\tname: x\n', '2:1 : a tab -> spaces: YAML takes no tabs at the start of a line'],
    ['main: a\n---\nmain: b\n', '2:1 : a second document -> one document: no line with --- between settings'],
    ['main: a\nmain: b\n', '2:1 main: the same key a second time -> each key once'],
    [
      'main: @x\n',
      '1:7 : invalid YAML (Plain value cannot start with reserved character @) -> the text in quotes',
    ],
    [
      'product: { name: "\\q" }\n',
      '1:19 : invalid YAML (Invalid escape sequence \\q) -> the text in single quotes, or each backslash written twice',
    ],
    [
      'main: a: b\n',
      '1:7 : invalid YAML (Nested mappings are not allowed in compact mappings) -> a text with a colon in quotes, or the inner key on its own line',
    ],
    ['main: &a x\n', "1:10 main: the anchor &a -> only the value: aliases aren't supported"],
    ['main: *a\n', '1:7 main: the alias *a -> the value itself, written out'],
    [
      'main: !!js/function x\n',
      '1:21 main: the tag "tag:yaml.org,2002:js/function" -> only the value, without a tag',
    ],
    ['? [a]\n: 1\n', '1:3 : a key that is a list or mapping -> a key that is a word'],
    ['main: \u0000\n', '1:1 : a NUL character -> a text file in UTF-8'],
    ['main: \ufffd\n', '1:1 : bytes that are not UTF-8 -> a text file in UTF-8'],
    ['#'.repeat(70_000), '1:1 : 70000 bytes -> at most 65536 bytes'],
  ])('is a mistake: %j', (text, mistake) => {
    expect(brief(text)).toEqual([mistake])
  })

  it('is found beside mistakes of other values', () => {
    expect(brief('product: { name: @x }\nmain: 3\n').map((it) => it.split(' ', 2).join(' '))).toEqual([
      '1:18 :',
      '2:7 main:',
    ])
  })

  it.each([
    ['brackets', '['.repeat(65_000)],
    ['mappings', '{a: '.repeat(16_000)],
    ['entries', '- '.repeat(32_000)],
    ['levels', Array.from({ length: 350 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['aliases', `a: &a [x]\n${Array.from({ length: 2000 }, (_, index) => `b${index}: [*a, *a]\n`).join('')}`],
    ['keys', Array.from({ length: 6000 }, (_, index) => `k${index}: 1\n`).join('')],
    ['equal keys', 'k: 1\n'.repeat(12_000)],
    ['commas', `[${','.repeat(60_000)}`],
  ])('is refused, however many %s it has', (_what, text) => {
    expect(readPolicy({ text, file }).ok).toBe(false)
  })
})
