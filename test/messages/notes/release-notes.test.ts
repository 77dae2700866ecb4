import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { describe, expect, it } from 'vitest'
import { escapeInvisible } from '../../../src/messages/text/escape-invisible.ts'
import { listConventionalTypes } from '../../../src/release/changes/commit-message.ts'
import { cleanTitle } from '../../../src/release/changes/titles.ts'
import { defaultPolicy } from '../../../src/release/policy.ts'
import { DOCUMENT } from '../../../src/release/process.ts'
import type { PlannedChange } from '../../release/plans.ts'
import { EXAMPLE, rendered } from '../rendered.ts'

const TYPES = listConventionalTypes(defaultPolicy.changeTypes)

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
    const document = readFileSync(new URL(`../../../${DOCUMENT.file}`, import.meta.url), 'utf8')
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
      'notes.repositoryUrl is "javascript:alert(1)", which isn\'t a web address.',
    )
  })
})

/** An entry as its reader sees it: cleaned, in one line, by the rules that the titles' own test holds. */
function seen(title: string): string {
  return escapeInvisible(cleanTitle(title, TYPES))
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
