import type { OpenedRelease } from '../../../release/lifecycle/view.ts'
import { describeOutsideVerdict } from '../../branch/outside-commits.ts'
import { limitRows } from '../../text/limit-rows.ts'
import { escapeAndShorten, formatProse } from '../markdown/inline.ts'
import { linkChange, linkCommit } from '../markdown/links.ts'

/** Renders what came onto the release branch another way, each with its verdict; nothing where nothing did. */
export function renderOutsideCommits(
  { ledger: { outside } }: OpenedRelease,
  { webUrl, most }: { readonly webUrl: string; readonly most: number },
): string {
  if (outside.commits.length === 0) return ''
  const lines = outside.commits.map((one) => {
    const { candidate, commit, title } = one
    const name = candidate === commit ? '' : `${linkChange(candidate, webUrl)} `
    return `- ${name}${escapeAndShorten(title)} (${linkCommit(commit, webUrl)}): ${formatProse(describeOutsideVerdict(one))}`
  })
  return [
    '**Also on the branch, outside the plan**',
    '',
    ...limitRows(lines, most, (more) => `- … and ${more} more`),
  ].join('\n')
}
