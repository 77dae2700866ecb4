import type { Policy } from '../../release/policy.ts'
import { createMark, hasMark } from './markdown/mark.ts'

/** By which a draft of the App's is found again. */
const ADVISORY_MARK = 'advisory'

/**
 * The advisory before anybody wrote it (Security Advisory Template): its id for a title, and each section with what it has to
 * answer in a comment, which nobody reads and which counts for nothing.
 */
export function renderAdvisoryDraft(id: string, sections: Policy['security']['advisorySections']) {
  const parts = sections.map(({ title, asks }) => `## ${title}\n\n<!-- ${asks.replaceAll('--', '–')} -->`)
  return {
    summary: id,
    description: `${[...parts, createMark(ADVISORY_MARK, id)].join('\n\n')}\n`,
    /** Whether a description is of this draft. */
    isOurs: (description: string) => hasMark(description, ADVISORY_MARK, id),
  }
}
