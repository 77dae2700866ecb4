import { readFileSync } from 'node:fs'
import { RELEASE_NOTES_TEMPLATE, renderNotes } from '../../src/messages/notes/release-notes.ts'
import type { Template } from '../../src/messages/text/template.ts'
import { createNotes, type NotesInput } from '../../src/release/planning/notes.ts'
import { defaultPolicy } from '../../src/release/policy.ts'
import { type PlannedChange, planOf } from '../release/plans.ts'

/** The template that comes along. */
export const OURS: Template = {
  file: RELEASE_NOTES_TEMPLATE.file,
  text: readFileSync(RELEASE_NOTES_TEMPLATE.url, 'utf8'),
}

/** The changes that the example of §3.1 tells of. */
export const EXAMPLE: readonly PlannedChange[] = [
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

export interface Asked {
  readonly changes?: readonly PlannedChange[]
  readonly template?: string
  readonly repositoryUrl?: string
  readonly about?: Partial<NotesInput>
}

/** Release notes of v2.0.1 with a plan, a template and a policy of which a test names what it is about. */
export function rendered({ changes = EXAMPLE, template, repositoryUrl, about }: Asked = {}): string {
  const notes = createNotes({
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
