import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { notesDocument } from '../../../src/cli/json/notes.ts'
import { tellEach } from '../../worlds/cli/telling.ts'
import { openWorld, type World } from '../../worlds/cli/world.ts'

function mergeOneOfEach(world: World): string {
  world.merges('fix(engine): crash on an empty list (#3)')
  world.merges('perf(store): improve query performance for large task lists (#5)')
  world.merges('feat(gateway): list tasks in pages (#7)')
  world.merges('fix(security): fix authentication bypass in API gateway (#1)', {
    body: 'CVE: CVE-2026-21341',
  })
  return world.writes(
    'facts.yml',
    'changes: {"#5": {exception: {by: grace, because: Two customers wait 40 s., until: 2026-02-28}}}',
  )
}

describe('release notes (§3.1)', () => {
  it('fill the template of the process document from the plan', async () => {
    using world = openWorld()
    world.git('config', 'remote.origin.url', 'https://token@github.com/godel/godel.git')
    const facts = mergeOneOfEach(world)

    const { markdown } = await world.asks(notesDocument, `notes v2.0.1 --facts ${facts}`)
    expect(markdown.replaceAll('\u2060', '')).toMatchInlineSnapshot(`
      "# godel v2.0.1 Release Notes

      **Release Date:** 2026-02-10
      **Previous Version:** v2.0.0

      ## Security Fixes
      - [CVE-2026-21341] Fix authentication bypass in API gateway ([#1](https://github.com/godel/godel/pull/1))

      ## Bug Fixes
      - Crash on an empty list ([#3](https://github.com/godel/godel/pull/3))

      ## Performance
      - Improve query performance for large task lists ([#5](https://github.com/godel/godel/pull/5))

      ## Known Issues
      - None

      ## Upgrade Notes
      No special upgrade steps required.
      "
    `)
  })

  it('are written to a file that is named, and nowhere else', async () => {
    using world = openWorld()
    mergeOneOfEach(world)
    const file = join(world.folder, 'NOTES.md')
    const { exitCode } = await world.types(['notes', 'v2.0.1', '--output', file])

    expect(exitCode).toBe(0)
    expect(readFileSync(file, 'utf8')).toMatch(/^# .+ v2\.0\.1 Release Notes\n/)
  })

  it("by the repository's own template, in the policy's words", async () => {
    using world = openWorld()
    world.merges('docs: how our notes look', {
      edits: {
        '.github/notes.liquid':
          '{{ product }} {{ version }} of {{ date }}\n{% for fix in bugFixes %}* {{ fix.title }}\n{% endfor %}',
      },
      tested: false,
    })
    world.setsPolicy('product: {name: Godel}\nnotes: {template: .github/notes.liquid}\n')
    world.merges('fix(engine): crash on an empty list (#3)')

    const seen = await world.types('notes v2.0.1')
    expect(seen.screen + seen.said).toMatchInlineSnapshot(`
      "Godel v2.0.1 of 2026-02-10
      * Crash on an empty list
      "
    `)
  })

  it('a template that cannot be used is refused, with the place in it', async () => {
    const cases = {
      'is not there': { template: 'nowhere.liquid', text: 'x' },
      'does not parse': { template: 'n.liquid', text: '{% for %}' },
      'names what there is not': { template: 'n.liquid', text: '{{ releaseDate }}' },
      'never ends': { template: 'n.liquid', text: '{% for i in (1..100000000) %}x{% endfor %}' },
      'reaches for a file': { template: 'n.liquid', text: "{% include '/etc/passwd' %}" },
    }
    const told = tellEach(cases, async ({ template, text }) => {
      using world = openWorld()
      world.merges('docs: notes', { edits: { 'n.liquid': text }, tested: false })
      world.setsPolicy(`notes: {template: ${template}}\n`)
      world.merges('fix(engine): crash on an empty list (#3)')
      return await world.isRefused('notes v2.0.1')
    })
    expect(await told).toMatchInlineSnapshot(`
      "[is not there] 3 config
      \`notes.template\` names nowhere.liquid, and main has no regular file there.
      Next: Commit the template at that path, or leave \`notes.template\` out to use the one that comes along.

      [does not parse] 3 config
      n.liquid, line 1, column 1: illegal tag: {% for %}.
      Next: Fix the template there. docs/notes.md shows a complete one.

      [names what there is not] 3 config
      n.liquid, line 1, column 4: undefined variable: releaseDate.
      Next: The names that exist are in docs/notes.md; a list has \`size\`, \`first\` and \`last\`.

      [never ends] 3 config
      n.liquid, line 1, column 1: memory alloc limit exceeded.
      Next: A template has at most 64 KiB and 500 ms to render: remove loops over ranges and repeated text.

      [reaches for a file] 3 config
      n.liquid, line 1, column 1: the tag \`include\` is unknown.
      Next: A template is one file and uses these tags: \`#\`, \`assign\`, \`break\`, \`case\`, \`comment\`, \`continue\`, \`for\`, \`if\`, \`raw\`, \`unless\`."
    `)
  })
})
