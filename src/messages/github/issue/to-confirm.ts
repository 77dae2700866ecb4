import { listToConfirm } from '../../../release/lifecycle/rules/unconfirmed.ts'
import { getPlan, type OpenedRelease } from '../../../release/lifecycle/view.ts'
import { nameRule } from '../../rule-names.ts'
import { limitRows } from '../../text/limit-rows.ts'
import { formatList } from '../../wording.ts'
import { linkChange } from '../markdown/links.ts'
import { createMark } from '../markdown/mark.ts'
import { createConfirmItem } from './confirm-item.ts'
import type { Drawing } from './picks.ts'

/** §1.1: what nobody could know of the changes, with one line that a person ticks for all of it. */
export function renderToConfirm(release: OpenedRelease, { webUrl, most }: Drawing): string {
  const plan = getPlan(release)
  const open = release.status === 'open' ? listToConfirm(release) : []
  if (!plan || open.length === 0) return ''
  const lines = open.map(
    ({ candidate, rules }) => `- ${linkChange(candidate, webUrl)}: ${formatList(rules.map(nameRule))}`,
  )
  return [
    '## To confirm',
    '',
    "Neither GitHub nor the changes answer these. Someone who didn't write the change confirms them before the cut.",
    '',
    ...limitRows(lines, most, (more) => `- … and ${more} more`),
    '',
    `- [ ] I checked all of these, and they hold ${createMark('item', createConfirmItem(plan.digest))}`,
  ].join('\n')
}
