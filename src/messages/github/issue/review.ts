import type { ReleaseEvent } from '../../../release/lifecycle/events.ts'
import type { OpenedRelease } from '../../../release/lifecycle/view.ts'
import { measureRelease, type ReleaseFigures } from '../../../release/measures/release-figures.ts'
import { summarizeTimes } from '../../../release/measures/statistics.ts'
import { formatDuration } from '../../../release/policy/duration.ts'
import { formatMet, formatTime } from '../../measure-wording.ts'
import { fillNotice } from '../../rollout/notice-templates.ts'
import type { Template } from '../../text/template.ts'
import { formatNumber, formatSpan } from '../../wording.ts'
import { fitDrawing } from '../markdown/fit.ts'
import { formatProse } from '../markdown/inline.ts'
import { renderTimeline } from './incident.ts'
import type { IssueText } from './tracking-issue.ts'

/** The Post-Release Review: numbers and timeline are filled in, and the questions are for people. */
export function renderReview(
  release: OpenedRelease,
  events: readonly ReleaseEvent[],
  { questions, template }: { readonly questions: readonly string[]; readonly template: Template },
): IssueText {
  const { version } = release.ledger.about
  const fill = (most: number) =>
    fillNotice(template, {
      version: formatProse(version),
      questions: questions.map((question) => formatProse(question)),
      figures: renderFigures(release, events),
      numbers: renderNumbers(events),
      timeline: renderTimeline(events, most),
    })
  return { title: fill(0).title || `Review of ${version}`, body: fitDrawing((most) => fill(most).text) }
}

/** What this release says for the measures, against their targets (Release Metrics). */
function renderFigures(release: OpenedRelease, events: readonly ReleaseEvent[]): string {
  const figures = measureRelease(events)
  if (figures === null) return ''
  const { deployment, changes, conflicts, picks } = figures
  const times = summarizeTimes(changes.flatMap(({ timeToPatch }) => timeToPatch ?? []))
  const target = release.ledger.about.terms.timeToPatchBelow
  const met =
    times.median === null ? '' : ` (${formatMet(times.median < target)}, target < ${formatDuration(target)})`
  return [
    '## Measures',
    '',
    `- Time to patch: ${formatTime(times.median)}${met}`,
    ...(deployment === null
      ? []
      : [
          `- Deployment time: ${formatTime(deployment.working)} of work, ${formatTime(deployment.elapsed)} with the soaks of the policy`,
        ]),
    `- Deployment: ${OUTCOMES[figures.outcome]}`,
    `- Conflicts: ${conflicts} of ${formatNumber(picks, 'pick')}`,
    `- Changes by exception: ${changes.filter(({ neededException }) => neededException).length} of ${changes.length}`,
    ...figures.waits.map(({ gate, seconds }) => `- Waited for people at \`${gate}\`: ${formatTime(seconds)}`),
  ].join('\n')
}

const OUTCOMES: Readonly<Record<ReleaseFigures['outcome'], string>> = {
  smooth: 'smooth',
  rough: 'not smooth: a step failed, or it was rolled back',
  open: 'not over yet',
  imported: 'imported',
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
