import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { describe, expect, it } from 'vitest'
import { RELEASE_NOTES_TEMPLATE, renderNotes } from '../../src/messages/notes.ts'
import type { Template } from '../../src/messages/template.ts'
import { visibleText } from '../../src/messages/visible.ts'
import { conventionalTypes } from '../../src/release/commit-message.ts'
import { type NotesInput, notesOf } from '../../src/release/notes.ts'
import { defaultPolicy } from '../../src/release/policy.ts'
import { DOCUMENT } from '../../src/release/process.ts'
import { Refused } from '../../src/release/refusal.ts'
import { cleanTitle } from '../../src/release/title.ts'
import { type PlannedChange, planOf } from '../release/plans.ts'

const OURS: Template = {
  file: RELEASE_NOTES_TEMPLATE.file,
  text: readFileSync(RELEASE_NOTES_TEMPLATE.url, 'utf8'),
}

const TYPES = conventionalTypes(defaultPolicy.changeTypes)

/** The changes that the example of §3.1 tells of. */
const EXAMPLE: readonly PlannedChange[] = [
  { type: 'crash', title: 'fix: fixed memory leak in task engine (#1234)', pullRequest: 1234 },
  { type: 'feature', title: 'feat: add a scheduler (#1240)', pullRequest: 1240, outcome: null },
  { type: 'crash', title: 'fix(store): resolved race condition in state store (#1235)', pullRequest: 1235 },
  { type: 'performance', title: 'perf: improved query performance for large task lists' },
  {
    type: 'security',
    title: 'fix(security): fixed authentication bypass in API gateway',
    cve: 'CVE-2026-10421',
    cvss: 9.8,
  },
  {
    type: 'regression',
    title: 'fix: corrected validation error in intent parser (#1236)',
    pullRequest: 1236,
  },
]

interface Asked {
  readonly changes?: readonly PlannedChange[]
  readonly template?: string
  readonly repositoryUrl?: string
  readonly about?: Partial<NotesInput>
}

function rendered({ changes = EXAMPLE, template, repositoryUrl, about }: Asked = {}): string {
  const notes = notesOf({
    plan: planOf(changes),
    policy: defaultPolicy,
    date: '2026-02-11',
    previousTag: 'v2.0.0',
    ...about,
  })
  return renderNotes({
    notes,
    template: template === undefined ? OURS : { file: '.github/notes.liquid', text: template },
    repositoryUrl: repositoryUrl ?? null,
  })
}

function refusalOf(template: string): { what: string; next: string } {
  try {
    return { what: `not refused: ${rendered({ template }).slice(0, 100)}`, next: '' }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    expect(error.refusal.kind).toBe('config')
    return { what: error.refusal.what, next: error.refusal.next }
  }
}

describe('release notes in Markdown (§3.1)', () => {
  it('are the example of the process document, to the letter', () => {
    expect(rendered()).toMatchInlineSnapshot(`
      "# Godel v2.0.1 Release Notes

      **Release Date:** 2026-02-11
      **Previous Version:** v2.0.0

      ## Security Fixes
      - [CVE-2026-10421] Fixed authentication bypass in API gateway

      ## Bug Fixes
      - Fixed memory leak in task engine (#1234)
      - Resolved race condition in state store (#1235)
      - Corrected validation error in intent parser (#1236)

      ## Performance
      - Improved query performance for large task lists

      ## Known Issues
      - None

      ## Upgrade Notes
      No special upgrade steps required.
      "
    `)
  })

  it('follow the process document itself', () => {
    const document = readFileSync(new URL(`../../${DOCUMENT.file}`, import.meta.url), 'utf8')
    const [, example = ''] = /\*\*Template:\*\*\n```markdown\n(# [\s\S]*?\n)```/.exec(document) ?? []
    const dated = example.replace('YYYY-MM-DD', '2026-02-11').replace('CVE-YYYY-XXXXX', 'CVE-2026-10421')
    expect(rendered()).toBe(dated)
  })

  it('link numbers to pull requests where the repository is known', () => {
    const changes = EXAMPLE.slice(0, 1)
    const line = '- Fixed memory leak in task engine ([#1234](https://github.com/godel/godel/pull/1234))'
    for (const repositoryUrl of [
      'https://github.com/godel/godel',
      'https://github.com/godel/godel/',
      'https://github.com/godel/godel.git',
      'https://user:secret@github.com/godel/godel.git?x#y',
    ]) {
      expect(rendered({ changes, repositoryUrl })).toContain(`${line}\n`)
    }
  })

  it('leave out a heading with nothing under it, and say None of known issues', () => {
    expect(rendered({ changes: [] })).toMatchInlineSnapshot(`
      "# Godel v2.0.1 Release Notes

      **Release Date:** 2026-02-11
      **Previous Version:** v2.0.0

      ## Known Issues
      - None

      ## Upgrade Notes
      No special upgrade steps required.
      "
    `)
  })

  it('tell what an exception let in, known issues and upgrade notes', () => {
    const changes: PlannedChange[] = [
      { type: 'feature', title: 'feat: add a switch for the new parser (#8)' },
    ]
    const about = {
      knownIssues: ['Workers on ARM start slowly (#1300)', 'Two lines\nof text'],
      upgradeNotes: 'Restart **all** workers:\n\n```bash\n\tgodel restart --all\n```\n',
    }
    expect(rendered({ changes, about })).toMatchInlineSnapshot(`
      "# Godel v2.0.1 Release Notes

      **Release Date:** 2026-02-11
      **Previous Version:** v2.0.0

      ## Other Changes
      - Add a switch for the new parser

      ## Known Issues
      - Workers on ARM start slowly (#1300)
      - Two lines
        of text

      ## Upgrade Notes
      Restart **all** workers:

      \`\`\`bash
          godel restart --all
      \`\`\`
      "
    `)
  })

  it('show titles as text, whatever they say', () => {
    const changes: PlannedChange[] = [
      'Fixes #12, closes other/repo#3 and https://github.com/o/r/issues/4',
      'thanks @octocat and @org/team :tada:',
      '<img src=x onerror=alert(1)> [click](javascript:alert(1)) ![x](//evil.example)',
      '# Big | table | {{ policy }} {% include "/etc/passwd" %}\n## Security Fixes\n- none',
      '``` \u001b[31m\u202eelif',
    ].map((title) => ({ type: 'crash', title }))
    expect(rendered({ changes })).toMatchInlineSnapshot(`
      "# Godel v2.0.1 Release Notes

      **Release Date:** 2026-02-11
      **Previous Version:** v2.0.0

      ## Bug Fixes
      - Fixes #⁠12, closes other/repo#⁠3 and https:⁠//github.com/o/r/issues/4
      - Thanks @⁠octocat and @⁠org/team :⁠tada:
      - \\<img src=x onerror=alert(1)> \\[click\\](javascript:alert(1)) !\\[x\\](//evil.example)
      - \\# Big \\| table \\| {{ policy }} {% include "/etc/passwd" %} ## Security Fixes - none
      - \\\`\\\`\\\` elif

      ## Known Issues
      - None

      ## Upgrade Notes
      No special upgrade steps required.
      "
    `)
  })

  it('have one text an entry and nothing else under every heading, whatever the titles', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 10 }),
      fc.constantFrom(
        '](',
        '[',
        '<b>',
        '@me',
        '#1',
        '\n\n## A',
        '\n- b',
        '`',
        '**',
        'https://e.x',
        '{{',
        '{% if %}',
        '\\',
      ),
    )
    const title = fc.array(part, { maxLength: 6 }).map((parts) => `Title ${parts.join('')}`)
    fc.assert(
      fc.property(fc.array(title, { minLength: 1, maxLength: 5 }), (subjects) => {
        const changes = subjects.map((title): PlannedChange => ({ type: 'crash', title }))
        const entries = listUnder('Bug Fixes', rendered({ changes }))
        expect(entries).toEqual(subjects.map((title) => ({ listItem: [{ paragraph: [seen(title)] }] })))
      }),
    )
  })

  it('refuse an address that is none', () => {
    expect(() => rendered({ repositoryUrl: 'javascript:alert(1)' })).toThrow(
      'notes.repositoryUrl is "javascript:alert(1)", which is no web address.',
    )
  })
})

describe("a repository's own template", () => {
  it('may tell them in any other way', () => {
    const template = [
      '{% assign all = security | concat: bugFixes | concat: performance | concat: other -%}',
      '{{ product | upcase }} {{ version }}: {{ all.size }} changes',
      '{% for entry in all -%}',
      '* {{ entry.title }} {{ entry.link | default: entry.commit }}{% if entry.cvss %} CVSS {{ entry.cvss }}{% endif %}',
      '{% endfor %}',
    ].join('\n')
    expect(rendered({ template })).toMatchInlineSnapshot(`
      "GODEL v2.0.1: 5 changes
      * Fixed authentication bypass in API gateway 0000000000000000000000000000000000000004 CVSS 9.8
      * Fixed memory leak in task engine #1234
      * Resolved race condition in state store #1235
      * Corrected validation error in intent parser #1236
      * Improved query performance for large task lists 0000000000000000000000000000000000000003
      "
    `)
  })

  it('is refused for what is wrong in it, with the place and what would be right', () => {
    const templates = [
      'a\n  {{ entry.titel }}',
      '{% for entry in bugFixes %}{{ entry.titel }}{% endfor %}',
      '{{ version | shout }}',
      "{{ version | remove: '.' }}",
      "{% include 'secrets.txt' %}",
      "{% render '/etc/passwd' %}",
      "{% layout 'base' %}",
      '{% if security %}',
      'a\nb {{ version',
      '{{ version.constructor.name }}',
      '{{ __proto__ }}',
    ]
    const said = templates.map((template) => {
      const { what, next } = refusalOf(template)
      return `${template}\n${what}\nNext: ${next}`
    })
    expect(said.join('\n\n')).toMatchInlineSnapshot(`
      "a
        {{ entry.titel }}
      .github/notes.liquid, line 2, column 6: undefined variable: entry.
      Next: The names that exist are in docs/notes.md; a list has \`size\`, \`first\` and \`last\`.

      {% for entry in bugFixes %}{{ entry.titel }}{% endfor %}
      .github/notes.liquid, line 1, column 31: undefined variable: entry.titel.
      Next: The names that exist are in docs/notes.md; a list has \`size\`, \`first\` and \`last\`.

      {{ version | shout }}
      .github/notes.liquid, line 1, column 1: undefined filter: shout.
      Next: These filters exist: \`append\`, \`compact\`, \`concat\`, \`default\`, \`downcase\`, \`first\`, \`join\`, \`last\`, \`map\`, \`prepend\`, \`reverse\`, \`size\`, \`sort\`, \`strip\`, \`uniq\`, \`upcase\`, \`where\`.

      {{ version | remove: '.' }}
      .github/notes.liquid, line 1, column 1: undefined filter: remove.
      Next: These filters exist: \`append\`, \`compact\`, \`concat\`, \`default\`, \`downcase\`, \`first\`, \`join\`, \`last\`, \`map\`, \`prepend\`, \`reverse\`, \`size\`, \`sort\`, \`strip\`, \`uniq\`, \`upcase\`, \`where\`.

      {% include 'secrets.txt' %}
      .github/notes.liquid, line 1, column 1: the tag \`include\` is not known here.
      Next: A template is one file and uses these tags: \`#\`, \`assign\`, \`break\`, \`case\`, \`comment\`, \`continue\`, \`for\`, \`if\`, \`raw\`, \`unless\`.

      {% render '/etc/passwd' %}
      .github/notes.liquid, line 1, column 1: the tag \`render\` is not known here.
      Next: A template is one file and uses these tags: \`#\`, \`assign\`, \`break\`, \`case\`, \`comment\`, \`continue\`, \`for\`, \`if\`, \`raw\`, \`unless\`.

      {% layout 'base' %}
      .github/notes.liquid, line 1, column 1: the tag \`layout\` is not known here.
      Next: A template is one file and uses these tags: \`#\`, \`assign\`, \`break\`, \`case\`, \`comment\`, \`continue\`, \`for\`, \`if\`, \`raw\`, \`unless\`.

      {% if security %}
      .github/notes.liquid, line 1, column 1: tag {% if security %} not closed.
      Next: Correct the template there; docs/notes.md shows a whole one.

      a
      b {{ version
      .github/notes.liquid, line 2, column 3: output "{{ version" not closed.
      Next: Correct the template there; docs/notes.md shows a whole one.

      {{ version.constructor.name }}
      .github/notes.liquid, line 1, column 4: undefined variable: version.constructor.
      Next: The names that exist are in docs/notes.md; a list has \`size\`, \`first\` and \`last\`.

      {{ __proto__ }}
      .github/notes.liquid, line 1, column 4: undefined variable: __proto__.
      Next: The names that exist are in docs/notes.md; a list has \`size\`, \`first\` and \`last\`."
    `)
  })

  it.each([
    ['an endless loop', '{% for a in (1..9999) %}{% for b in (1..9999) %}{% endfor %}{% endfor %}'],
    ['loops that write', '{% for a in (1..900) %}{% for b in (1..900) %}xxxxxxxxxx{% endfor %}{% endfor %}'],
    ['a huge range', '{% for a in (1..1000000000) %}{% endfor %}'],
    ['a huge range backwards and one forwards', '{{ (9..-2000000000) }}{{ (1..900000000) | size }}'],
    ['doubled text', `{% assign a = 'xxxxxxxxxx' %}${'{% assign a = a | append: a %}'.repeat(64)}{{ a }}`],
    ['doubled lists', `{% assign a = (1..9) %}${'{% assign a = a | concat: a %}'.repeat(64)}{{ a | size }}`],
    [
      'long text written often',
      `{% assign a = 'xxxxxxxx' %}${'{% assign a = a | append: a %}'.repeat(14)}${'{{ a }}'.repeat(6_000)}`,
    ],
    ['captured text', `{% capture a %}x{% endcapture %}`],
    ['a template of a megabyte', 'x'.repeat(1_000_000)],
    ['deep nesting', '{% if version %}'.repeat(4_000)],
  ])('is refused quickly for %s', (_what, template) => {
    const began = performance.now()
    const { what } = refusalOf(template)
    expect(what).toMatch(/^\.github\/notes\.liquid/)
    expect(performance.now() - began).toBeLessThan(3_000)
  })

  it('is refused where it makes more than a release holds', () => {
    expect(
      refusalOf(
        "{% for a in (1..2000) %}{{ 'x' }}----------------------------------------------------------------{% endfor %}",
      ),
    ).toMatchInlineSnapshot(`
      {
        "next": "Write less per change, or leave loops over ranges out of the template.",
        "what": ".github/notes.liquid makes 130,000 characters, and a release on GitHub holds 125,000.",
      }
    `)
  })
})

describe('docs/notes.md', () => {
  const docs = readFileSync(new URL('../../docs/notes.md', import.meta.url), 'utf8')

  it('shows the template that comes along', () => {
    expect(docs).toContain(`\`\`\`liquid\n${OURS.text}\`\`\``)
  })

  it('names every value, tag and filter that a template may use', () => {
    const [, tags] = /these tags: (.*)\./.exec(refusalOf("{% layout 'x' %}").next) ?? []
    const [, filters] = /These filters exist: (.*)\./.exec(refusalOf('{{ version | x }}').next) ?? []
    expect(docs).toContain(tags)
    expect(docs).toContain(filters)
    const values = /^\{% for entry[\s\S]*?endfor %\}$/m.exec(docs)?.[0] ?? ''
    expect(rendered({ template: values })).not.toBe('')
  })
})

/** An entry as its reader sees it: cleaned, in one line, by the rules that the titles' own test holds. */
function seen(title: string): string {
  return visibleText(cleanTitle(title, TYPES))
}

function outline(node: Nodes): unknown {
  if (node.type === 'text') return node.value.replaceAll('\u2060', '')
  return 'children' in node ? { [node.type]: node.children.map(outline) } : node.type
}

function listUnder(heading: string, markdown: string): unknown {
  const { children } = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  const at = children.findIndex(
    (node) => JSON.stringify(outline(node)) === JSON.stringify({ heading: [heading] }),
  )
  const list = children[at + 1]
  return list?.type === 'list' ? list.children.map(outline) : list
}
