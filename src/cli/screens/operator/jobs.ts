import type { FailedJob, JobsReport } from '../../program.ts'
import { createLine, createSpan, indent, type ScreenLine } from '../../render/line.ts'
import {
  createHangingText,
  renderNextSteps,
  type ScreenView,
  stackSections,
  wrapParagraph,
} from '../../render/screen.ts'

/** The jobs that were given up, each with its last problem. */
export function renderJobsScreen({ retried, failed }: JobsReport, view: ScreenView): ScreenLine[] {
  const [first] = failed
  return stackSections([
    retried === null ? [] : wrapParagraph(`Job ${retried} is waiting to run again.`, view.width),
    first === undefined
      ? wrapParagraph('No job is given up.', view.width)
      : [createLine('Jobs that were given up', 'title'), ...failed.flatMap((job) => renderJob(job, view))],
    first === undefined
      ? []
      : renderNextSteps(
          [{ why: 'Fix the problem, then retry', command: `release-captain jobs retry ${first.id}` }],
          view,
        ),
  ])
}

function renderJob({ id, topic, type, lane, attempts, problem }: FailedJob, view: ScreenView): ScreenLine[] {
  const tried = `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`
  const head = createHangingText(createSpan(`${id}  `, 'accent'), `${type} (${topic}), ${lane}`, view.width)
  return [...head, ...indent(4, wrapParagraph(`${tried}: ${problem}`, view.width - 4))]
}
