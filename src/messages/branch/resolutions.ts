import { formatCandidateName } from '../../release/changes/candidate.ts'
import { getPicks, type OpenedRelease } from '../../release/lifecycle/view.ts'
import { formatNumber } from '../wording.ts'

/** Lists the picks whose conflict people resolved otherwise than main has it, each as a sentence for who approves it. */
export function listResolutions(release: OpenedRelease): readonly string[] {
  return getPicks(release).flatMap(({ candidate, became }) => {
    if (became.kind !== 'resolved' || became.differs === null || became.differs === 0) return []
    const where = became.pullRequest === null ? '' : `: see #${became.pullRequest}`
    return [
      `${formatCandidateName(candidate)} was resolved by ${became.author.login} and differs from main in ${formatNumber(became.differs, 'line')} of the patch${where}`,
    ]
  })
}
