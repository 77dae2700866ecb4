import type { Policy } from '../policy.ts'
import type { ChecklistItem } from '../process/section.ts'
import { formatDuration } from './duration.ts'
import { fill } from './text-schemas.ts'

type Stating = Pick<Policy, 'criteria' | 'announcements'>

/** A line of a checklist as people read it, with what the policy in force says in place of its placeholders. */
export function formatChecklistItem(item: ChecklistItem, { criteria, announcements }: Stating): string {
  const text = fill(item.text, {
    severities: criteria.severities.join(' or '),
    advanceNotice: formatDuration(announcements.advanceNoticeSeconds),
  })
  return item.ifApplicable ? `${text} (if applicable)` : text
}
