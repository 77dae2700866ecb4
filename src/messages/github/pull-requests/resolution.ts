import { formatCandidateName } from '../../../release/changes/candidate.ts'
import { formatNumber } from '../../wording.ts'
import { joinBlocks } from '../markdown/fit.ts'
import { formatCodeBlock } from '../markdown/inline.ts'

/** How a resolution differs from its original, as `git range-diff` writes it. */
interface Difference {
  readonly text: string
  readonly lines: number
}

/** Characters of a range-diff that people read; the rest is a command away. */
const LONGEST = 20_000

/** Says of a resolved conflict that it may be merged, and how it differs; null where nobody could compare it. */
export function renderResolved(difference: Difference | null, candidate: string): string {
  return joinBlocks(
    'You can mark it ready for review and merge it.',
    difference === null ? '' : renderDifference(difference, candidate),
  )
}

/** Renders what a resolution changes otherwise than the change of main that it stands for. */
export function renderDifference({ text, lines }: Difference, candidate: string): string {
  const name = formatCandidateName(candidate)
  if (lines === 0) return `The resolution changes the same lines as ${name} on main.`
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}\n…` : text
  return joinBlocks(
    `**The resolution differs from ${name} in ${formatNumber(lines, 'line')} of the patch** (\`git range-diff\`). The first column says what only the original (\`-\`) or only the resolution (\`+\`) has.`,
    formatCodeBlock(cut, 'diff'),
  )
}
