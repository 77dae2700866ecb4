import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Refused } from '../../../src/release/refusal.ts'
import { OURS, rendered } from '../rendered.ts'

function refusalOf(template: string): { what: string; next: string } {
  try {
    return { what: `not refused: ${rendered({ template }).slice(0, 100)}`, next: '' }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    expect(error.refusal.kind).toBe('config')
    return { what: error.refusal.what, next: error.refusal.next }
  }
}

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
      .github/notes.liquid, line 1, column 1: the tag \`include\` is unknown.
      Next: A template is one file and uses these tags: \`#\`, \`assign\`, \`break\`, \`case\`, \`comment\`, \`continue\`, \`for\`, \`if\`, \`raw\`, \`unless\`.

      {% render '/etc/passwd' %}
      .github/notes.liquid, line 1, column 1: the tag \`render\` is unknown.
      Next: A template is one file and uses these tags: \`#\`, \`assign\`, \`break\`, \`case\`, \`comment\`, \`continue\`, \`for\`, \`if\`, \`raw\`, \`unless\`.

      {% layout 'base' %}
      .github/notes.liquid, line 1, column 1: the tag \`layout\` is unknown.
      Next: A template is one file and uses these tags: \`#\`, \`assign\`, \`break\`, \`case\`, \`comment\`, \`continue\`, \`for\`, \`if\`, \`raw\`, \`unless\`.

      {% if security %}
      .github/notes.liquid, line 1, column 1: tag {% if security %} not closed.
      Next: Fix the template there. docs/notes.md shows a complete one.

      a
      b {{ version
      .github/notes.liquid, line 2, column 3: output "{{ version" not closed.
      Next: Fix the template there. docs/notes.md shows a complete one.

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
  ])('is refused for %s', (_what, template) => {
    const { what } = refusalOf(template)
    expect(what).toMatch(/^\.github\/notes\.liquid/)
  })

  it('is refused where it makes more than a release holds', () => {
    expect(
      refusalOf(
        "{% for a in (1..2000) %}{{ 'x' }}----------------------------------------------------------------{% endfor %}",
      ),
    ).toMatchInlineSnapshot(`
      {
        "next": "Write less for each change, or remove loops over ranges from the template.",
        "what": ".github/notes.liquid makes 130,000 characters, and a GitHub release holds at most 125,000.",
      }
    `)
  })
})

describe('docs/notes.md', () => {
  const docs = readFileSync(new URL('../../../docs/notes.md', import.meta.url), 'utf8')

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
