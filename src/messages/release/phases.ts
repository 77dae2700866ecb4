import type { OpenedRelease } from '../../release/lifecycle/view.ts'
import { PHASE_IDS, PHASES } from '../../release/process/phases.ts'

/** A phase of the process, as a release stands to it. */
export interface PhaseView {
  readonly name: string
  readonly is: 'behind' | 'here' | 'ahead'
}

/** The five phases; none of a release that was aborted, which is nowhere. */
export function listPhases(release: OpenedRelease): PhaseView[] {
  if (release.status === 'aborted') return []
  const isOver = release.status === 'published'
  const at = isOver ? PHASE_IDS.indexOf('release-preparation') + 1 : PHASE_IDS.indexOf(release.place.phase)
  return PHASE_IDS.map((id, index) => {
    const { name } = PHASES[id]
    if (index === at && !isOver) return { name, is: 'here' }
    return { name, is: index < at ? 'behind' : 'ahead' }
  })
}
