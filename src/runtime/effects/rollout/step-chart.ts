import { isEmbargoed } from '../../../release/lifecycle/disclosure.ts'
import type { OpenedRelease } from '../../../release/lifecycle/view.ts'
import type { Subject } from '../../../release/lifecycle/words.ts'
import type { RuntimeDependencies } from '../../context.ts'

interface Charted {
  readonly id: string
  readonly release: OpenedRelease
  readonly subject: Subject
}

/** Links the picture of what the step before showed; null where nothing was measured, or GitHub and Slack may not see it. */
export function linkStepChart(
  { charts }: Pick<RuntimeDependencies, 'charts'>,
  { id, release, subject }: Charted,
): URL | null {
  const { lastStep } = release.ledger.rollout
  if (charts === null || subject.step !== 'deploy' || lastStep === null || isEmbargoed(release)) return null
  const isMeasured = lastStep.measurements.some(({ current }) => current.kind === 'value')
  const { environment, step } = lastStep.at
  return isMeasured ? new URL(charts.createUrl({ release: id, environment, step })) : null
}
