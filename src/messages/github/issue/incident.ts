import type { ReleaseEvent } from '../../../release/lifecycle/events.ts'
import type { RollbackCause } from '../../../release/lifecycle/rollout/words.ts'
import type { OpenedRelease } from '../../../release/lifecycle/view.ts'
import { describeRollbackCause } from '../../describe-because.ts'
import { formatTimelineLine, listTimeline } from '../../rollout/rollout-timeline.ts'
import { limitRows, shorten } from '../../text/limit-rows.ts'
import { fitDrawing, joinBlocks } from '../markdown/fit.ts'
import { formatProse } from '../markdown/inline.ts'
import type { IssueText } from './tracking-issue.ts'

interface IncidentInput {
  readonly release: OpenedRelease
  readonly events: readonly ReleaseEvent[]
  readonly environment: string
  readonly to: string
  readonly cause: RollbackCause
}

/** The incident after a rollback: what happened and when is filled in, and the rest is asked of people. */
export function renderIncident({ release, events, environment, to, cause }: IncidentInput): IssueText {
  const { version } = release.ledger.about
  const body = fitDrawing((most) =>
    joinBlocks(
      formatProse(
        `${version} was rolled back from \`${environment}\`, which is on ${to} again and healthy. ${describeRollbackCause(cause)}`,
      ),
      renderTimeline(events, most),
      '## Impact\n\nWho noticed what, and for how long?',
      '## Cause\n\nWhat in the release did it?',
      '## Next\n\n- [ ] Fix or revert the change on main\n- [ ] Close this incident: while it is open, no release of this repository changes production\n- [ ] Unlock the line with `/release unlock because …` on the tracking issue',
    ),
  )
  return { title: `Incident: ${version} was rolled back to ${to}`, body }
}

/** Renders what happened to a release as a section; `most` rows at most. */
export function renderTimeline(events: readonly ReleaseEvent[], most: number): string {
  const lines = listTimeline(events).map((line) => `- ${formatProse(shorten(formatTimelineLine(line), 500))}`)
  return ['## Timeline', '', ...limitRows(lines, most, (more) => `- … and ${more} more`)].join('\n')
}
