import type { ReleaseEvent } from '../../../release/lifecycle/events.ts'
import type { OpenedRelease } from '../../../release/lifecycle/view.ts'
import { formatSpan } from '../../wording.ts'
import { fitDrawing, joinBlocks } from '../markdown/fit.ts'
import { formatProse } from '../markdown/inline.ts'
import { renderTimeline } from './incident.ts'
import type { IssueText } from './tracking-issue.ts'

/** The Post-Release Review: numbers and timeline are filled in, and the questions are for people. */
export function renderReview(
  release: OpenedRelease,
  events: readonly ReleaseEvent[],
  questions: readonly string[],
): IssueText {
  const { version } = release.ledger.about
  const body = fitDrawing((most) =>
    joinBlocks(
      formatProse(`How did the release of ${version} go? Close the release with \`/release close\`.`),
      ...questions.map((question) => `## ${formatProse(question)}`),
      renderNumbers(events),
      renderTimeline(events, most),
    ),
  )
  return { title: `Review of ${version}`, body }
}

function renderNumbers(events: readonly ReleaseEvent[]): string {
  const at = (type: ReleaseEvent['type']) => events.find((event) => event.type === type)?.at ?? null
  const [opened, tagged, completed] = [at('Opened'), at('Tagged'), at('RolloutCompleted')]
  const count = (type: ReleaseEvent['type']) => events.filter((event) => event.type === type).length
  return [
    '## Numbers',
    '',
    ...(opened !== null && completed !== null
      ? [`- From the start to everyone: ${formatSpan(completed - opened)}`]
      : []),
    ...(tagged !== null && completed !== null
      ? [`- From the tag to everyone: ${formatSpan(completed - tagged)}`]
      : []),
    `- Failed steps: ${count('StepFailed')}, holds: ${count('Held')}, failed analyses: ${count('StepAnalysisFailed')}`,
  ].join('\n')
}
