import { describe, expect, it } from 'vitest'
import { parseComment } from '../../../src/chatops/parsing/parse-comment.ts'
import { CONTAINERS } from '../containers.ts'

const COMMANDS = [
  '/release go',
  '/release cut v2.0.1 --plan 3f2a9c1d',
  '/release pick #12',
  '/release drop #12 because it needs a migration',
  '/release abort',
  '/release relaese',
]

const names = (body: string) =>
  parseComment(body).map((parsed) => (parsed.kind === 'asked' ? parsed.request.name : parsed.kind))

describe.each(CONTAINERS)('a command in $name', ({ around }) => {
  it.each(COMMANDS)('is only shown: %s', (command) => {
    expect(parseComment(around(command))).toEqual([])
  })

  it('leaves one that is said below it alone, or is taken to hold it too', () => {
    const read = names(`${around('/release go')}\n\n/release hold`)
    expect([[], ['hold']]).toContainEqual(read)
  })

  it('leaves one that is said above it alone', () => {
    expect(names(`/release hold\n\n${around('/release go')}`)).toEqual(['hold'])
  })

  it('is only shown where lines end as on Windows', () => {
    expect(parseComment(around('/release go').replaceAll('\n', '\r\n'))).toEqual([])
  })
})

describe('a command is said', () => {
  it.each([
    ['alone', '/release go'],
    ['at the start of a later line', 'Looks good to me.\n/release go'],
    ['before more words', '/release go\nThank you all!'],
    ['between paragraphs', 'Fine.\n\n/release go\n\nBye.'],
    ['with lines as on Windows', 'Fine.\r\n\r\n/release go\r\n'],
    ['with lines as on old Macs', 'Fine.\r\r/release go\r'],
    ['indented by three blanks at most', 'Fine.\n   /release go'],
    ['behind a line break of Markdown', 'Fine.  \n/release go'],
    ['behind a backslash that breaks the line', 'Fine.\\\n/release go'],
    ['with blanks behind', '/release go   '],
    ['in capitals', '/RELEASE Go'],
    ['in wide letters', '／ｒｅｌｅａｓｅ　ｇｏ'],
    ['with blanks that do not break', '/release\u00a0go'],
    ['with a tab', '/release\tgo'],
    ['below a quote and a blank line', '> /release hold\n\n/release go'],
    ['below a list and a blank line that ends it', '- one\n\n/release go'],
    ['below a fence', '```\n/release hold\n```\n/release go'],
    ['below details that ended', '<details>\n\n/release hold\n\n</details>\n\n/release go'],
    ['below details in details', '<details><details>\n\nx\n\n</details></details>\n\n/release go'],
    ['below an HTML comment', '<!-- template -->\n\n/release go'],
    ['below an image by HTML', '<img src="x.png">\n\n/release go'],
    ['below a tag that only looks like one', 'A Vec<T> is empty.\n\n/release go'],
    ['below a table', '| a |\n| --- |\n| b |\n\n/release go'],
    ['behind an email address', 'ada@example.com says\n/release go'],
    ['below an address and a formula', 'www.example.com $$x$$\n/release go'],
    ['where money is meant', 'It costs $$ and more\n/release go'],
    ['above a mail that it answers', '/release go\n\nOn 23 Nov 2026, Ada <ada@example.com> wrote:\n> hold?'],
    ['below a quoted mail', 'On 23 Nov 2026, Ada <ada@example.com> wrote:\n> hold?\n\n/release go'],
    ['behind words that only begin like a mail', 'On Monday I wrote:\n\n/release go'],
    ['below other bots’ commands', '/retest\n/release-note-none\n/lgtm\n/release go'],
  ])('%s', (_, body) => {
    expect(names(body)).toEqual(['go'])
  })

  it('several times, in the order of the comment', () => {
    expect(names('/release pick #1\n/release nonsense\n\nand then\n/release cut')).toEqual([
      'pick',
      'unclear',
      'cut',
    ])
  })

  it('with its line as it was written', () => {
    expect(parseComment('Hm.\r\n  /Release  PICK  #12 \r\n')).toEqual([
      { kind: 'asked', request: { name: 'pick', candidate: '#12' }, text: '/Release  PICK  #12' },
    ])
  })
})

describe('letters that only look like others (threat C3)', () => {
  it.each([
    ['Cyrillic letters', '/r\u0435l\u0435ase go'],
    ['a slash for fractions', '\u2044release go'],
    ['a letter with an accent', '/rel\u00e9ase go'],
    ['a space of no width within', '/rel\u200bease go'],
    ['a space of no width before', '\u200b/release go'],
    ['a space of no width behind', '/release\u200b go'],
    ['a mark for the direction', '\u200f/release go'],
    ['an override of the direction', '\u202e/release go'],
    ['a byte order mark', '\ufeff/release go'],
    ['a soft hyphen', '/re\u00adlease go'],
    ['a Cyrillic letter in the command', '/release g\u043e'],
    ['a space of no width in the command', '/release g\u200bo'],
    ['a byte order mark for a blank', '/release cut\ufeffv2.0.1'],
    ['an isolate around a number', '/release pick \u2066#12\u2069'],
    ['digits of another script', '/release pick #\u0661\u0662'],
    ['a Greek letter in a version', '/release cut v2.0.1-\u03b1.1'],
    ['a Cyrillic letter in the name of an option', '/release assess #12 r\u0456sk=low'],
    ['a dash for two hyphens', '/release cut v2.0.1 \u2014plan 3f2a9c1d'],
  ])('are answered and not obeyed: %s', (_, body) => {
    expect(names(body)).toEqual(['unclear'])
  })

  it.each([
    ['a line separator', 'so\u2028/release go'],
    ['a form feed', 'so\f/release go'],
    ['a blank that is no blank to Markdown', '\u1680/release go'],
    ['other words in such letters', '/проверка go'],
    ['a path of another language', '/ré go'],
  ])('do not make lines or words of ours: %s', (_, body) => {
    expect(parseComment(body)).toEqual([])
  })

  it('says which character it was', () => {
    expect(parseComment('/release pick #1\u0662')).toMatchInlineSnapshot(`
      [
        {
          "kind": "unclear",
          "next": "Type it instead of pasting it. Write \`/release pick [CHANGE]\`, as in \`/release pick #1234\`.",
          "text": "/release pick #1٢",
          "what": "\`#1٢\` has the character U+0662 in it, but commands use plain letters.",
        },
      ]
    `)
  })

  it('shows the word as people see it, whatever is hidden in it', () => {
    expect(parseComment('/rel\u202eease go')).toMatchInlineSnapshot(`
      [
        {
          "kind": "unclear",
          "next": "Type it instead of pasting it. Commands begin with \`/release\`; \`/release help\` lists them.",
          "text": "/release go",
          "what": "\`/release\` only looks like \`/release\`: it contains other or invisible characters.",
        },
      ]
    `)
  })
})

describe('a slip', () => {
  it('in the first word is answered where a command follows', () => {
    expect(parseComment('/relase cut v2.0.1')).toMatchInlineSnapshot(`
      [
        {
          "kind": "unclear",
          "next": "Commands begin with \`/release\`; \`/release help\` lists them.",
          "text": "/relase cut v2.0.1",
          "what": "There isn't a command \`/relase\` here.",
        },
      ]
    `)
  })

  it('is not looked for where none follows, or the word is of another bot', () => {
    expect(parseComment('/relase the kraken\n/rebase\n/releases are fun\n/retest go')).toEqual([])
  })
})

describe('too much (threat C8)', () => {
  it('ten commands are obeyed', () => {
    expect(names('/release go\n'.repeat(10))).toEqual(Array(10).fill('go'))
  })

  it('of eleven none is', () => {
    expect(parseComment('/release go\n'.repeat(11))).toMatchInlineSnapshot(`
      [
        {
          "kind": "unclear",
          "next": "Split them over several comments.",
          "text": "/release go",
          "what": "The comment has 11 commands, and 10 is the limit, so none of them ran.",
        },
      ]
    `)
  })

  it('quoted ones do not count', () => {
    expect(names(`${'> /release go\n'.repeat(20)}\n/release go`)).toEqual(['go'])
  })

  it('a comment of 64 KB is read, a longer one is not', () => {
    const command = '/release go\n\n'
    const fits = command + 'ä'.repeat(Math.floor((64 * 1024 - command.length) / 2))

    expect(names(fits)).toEqual(['go'])
    expect(parseComment(`${fits}!!`)).toMatchInlineSnapshot(`
      [
        {
          "kind": "unclear",
          "next": "Write the commands in their own comment.",
          "text": "/release go",
          "what": "The comment is longer than 64 KB, so it wasn't read.",
        },
      ]
    `)
  })

  it.each([
    ['quotes in quotes', '> '.repeat(30_000)],
    ['quotes side by side', '>\n\n'.repeat(15_000)],
    ['lists in lists', '- '.repeat(30_000)],
    ['numbered lists in quotes', '>1. '.repeat(15_000)],
    ['footnotes in lists', '- [^a]: '.repeat(7000)],
    ['emphasis', '_a_ '.repeat(15_000)],
    ['ends of links', 'a]'.repeat(30_000)],
    ['beginnings of links', '!['.repeat(30_000)],
    ['code that does not end', '\\``'.repeat(20_000)],
    ['instructions that do not end', '_<?'.repeat(20_000)],
    ['tags', '<b '.repeat(20_000)],
    ['definitions', `[a]: ${'b'.repeat(30_000)}\n\n${'[a]\n/release x\n\n'.repeat(1500)}`],
    ['lines', '![\n'.repeat(20_000)],
  ])('a comment made to take long does not: %s', (_, body) => {
    expect(names(`/release go\n${body}`)).toEqual(['unclear'])
  })

  it('much code, a long quote and many marks elsewhere are no reason', () => {
    const code = `\`\`\`\n${'a[0] = *b_c_d* && <T> | `x`\n'.repeat(1000)}\`\`\``
    const quote = '> as *I* said in [1]\n'.repeat(500)
    const words = 'See *this* and [that](https://example.com), `so`.\n'.repeat(200)

    expect(names(`${code}\n\n${quote}\n${words}\n/release go`)).toEqual(['go'])
  })

  it('a long comment that says nothing to us is not answered', () => {
    expect(parseComment('a'.repeat(200_000))).toEqual([])
  })
})
