import type { ReleaseEvent } from '../../../release/lifecycle/events.ts'
import type { RollbackCause } from '../../../release/lifecycle/rollout/words.ts'
import type { OpenedRelease } from '../../../release/lifecycle/view.ts'
import { describeRollbackCause } from '../../describe-because.ts'
import { fillNotice } from '../../rollout/notice-templates.ts'
import { formatTimelineLine, listTimeline } from '../../rollout/rollout-timeline.ts'
import { limitRows, shorten } from '../../text/limit-rows.ts'
import type { Template } from '../../text/template.ts'
import { fitDrawing } from '../markdown/fit.ts'
import { formatCode, formatProse } from '../markdown/inline.ts'
import type { IssueText } from './tracking-issue.ts'

interface IncidentInput {
  readonly release: OpenedRelease
  readonly events: readonly ReleaseEvent[]
  readonly environment: string
  readonly to: string
  readonly cause: RollbackCause
}

/** The incident after a rollback: what happened and when is filled in, and the rest is asked of people. */
export function renderIncident(
  { release, events, environment, to, cause }: IncidentInput,
  template: Template,
): IssueText {
  const { version } = release.ledger.about
  const fill = (most: number) =>
    fillNotice(template, {
      version: formatProse(version),
      to: formatProse(to),
      environment: formatCode(environment),
      cause: formatProse(describeRollbackCause(cause)),
      timeline: renderTimeline(events, most),
    })
  const title = fill(0).title || `Incident: ${version} was rolled back to ${to}`
  return { title, body: fitDrawing((most) => fill(most).text) }
}

/** Renders what happened to a release as a section; `most` rows at most. */
export function renderTimeline(events: readonly ReleaseEvent[], most: number): string {
  const lines = listTimeline(events).map((line) => `- ${formatProse(shorten(formatTimelineLine(line), 500))}`)
  return ['## Timeline', '', ...limitRows(lines, most, (more) => `- … and ${more} more`)].join('\n')
}
