import { isDeepStrictEqual } from 'node:util'
import { explainProbablyOnLine } from '../../messages/on-line.ts'
import { formatCandidateName } from '../../release/changes/candidate.ts'
import type { Considered, PickOutcome } from '../../release/planning/plan.ts'
import type { Explained, ExplainReport } from '../engine.ts'
import { renderDependencies } from '../render/conflicts.ts'
import { renderFacts } from '../render/facts.ts'
import { renderFlagLines } from '../render/flags.ts'
import { createRangeRows, renderHeading } from '../render/ground.ts'
import { renderFileHunks } from '../render/hunks.ts'
import { createSpan, type ScreenLine } from '../render/line.ts'
import { renderRules } from '../render/rules.ts'
import {
  createLabelledRows,
  createScreenSection,
  type NextStep,
  renderNextSteps,
  type ScreenView,
  stackSections,
  wrapParagraph,
} from '../render/screen.ts'
import {
  createOutcomeMark,
  explainLeftOut,
  formatCount,
  formatIsoDate,
  formatIsoMinute,
} from '../render/wording.ts'

type ExplainedCandidate = Extract<Explained, { kind: 'candidate' }>

/** One change: its verdict with every rule, what happens when it is picked, and what it stands on. */
export function explainScreen(report: ExplainReport, view: ScreenView): ScreenLine[] {
  const { explained } = report
  switch (explained.kind) {
    case 'left-out':
      return stackSections([
        renderChangeHeading(report, explained.leftOut.candidate.id, view),
        wrapParagraph(`Left out: ${explainLeftOut(explained.leftOut)}.`, view.width),
        renderFlagLines(report.flags, null, view.width),
        renderNextSteps([createPlanStep(report, view)], view),
      ])
    case 'candidate':
      return stackSections([
        renderChangeHeading(report, explained.considered.candidate.id, view),
        renderVerdict(explained, view),
        renderRules(explained.considered.verdict.rules, view.width),
        renderFacts(explained.considered.facts, view.width),
        ...renderPickSections(report, explained, view),
        renderFlagLines(report.flags, null, view.width),
        renderNextSteps(explainSteps(report, explained, view), view),
      ])
  }
}

function renderChangeHeading(report: ExplainReport, id: string, view: ScreenView): ScreenLine[] {
  const { explained, version, line, range } = report
  const { candidate } = explained.kind === 'candidate' ? explained.considered : explained.leftOut
  const rows = [
    ['merged', `${formatIsoDate(candidate.mergedAt)}, ${describeMerge(candidate)}`] as const,
    ...createRangeRows(range, line),
    ['for', version] as const,
  ]
  return renderHeading(
    { title: `${formatCandidateName(id)}  ${candidate.title}`, ground: report, rows },
    view,
  )
}

function describeMerge({ source, commits }: Considered['candidate']): string {
  const shas = commits.map(({ sha }) => formatCandidateName(sha))
  const shown =
    shas.length > 3 ? `${shas[0]} to ${shas.at(-1)} (${formatCount(shas.length, 'commit')})` : shas.join(', ')
  if (source.kind === 'commit') return `as ${shown}`
  switch (source.merge) {
    case 'squash':
      return `squashed into ${shown}`
    case 'rebase':
      return `rebased as ${shown}`
    case 'merge-commit':
      return `by the merge commit ${shown}`
  }
}

function renderVerdict({ considered, planned }: ExplainedCandidate, view: ScreenView): ScreenLine[] {
  const { verdict } = considered
  const { trigger, exception } = verdict
  const onLine = explainProbablyOnLine(considered)
  const rows: (readonly [string, string])[] = [
    ['verdict', `${verdict.kind}${planned ? ', taken into the plan' : ', not in the plan'}`],
    ['type', `${verdict.type}: ${verdict.typeFrom}`],
    ...(onLine === null ? [] : [['on the line', `${onLine}; it isn't taken by default`] as const]),
    ...(trigger
      ? [['due', `${formatIsoMinute(trigger.due)}, ${trigger.urgency}: ${trigger.because}`] as const]
      : []),
    ...(exception
      ? [['exception', `by ${exception.by} until ${exception.until}: ${exception.because}`] as const]
      : []),
  ]
  return createLabelledRows(rows, view.width)
}

function renderPickSections(
  report: ExplainReport,
  explained: ExplainedCandidate,
  view: ScreenView,
): ScreenLine[][] {
  const { considered, planned, dependencies, dependsOn } = explained
  const known = new Map(dependsOn.map((each) => [each.candidate.id, each]))
  const inner = { width: view.width - 2, files: Number.POSITIVE_INFINITY, considered: known }
  return [
    renderOutcome(`Picked on its own on ${report.range.base.tag}`, considered.alone, view),
    planned ? renderPlanned(planned.outcome, considered.alone, view) : [],
    dependencies ? createScreenSection('Depends on', renderDependencies(dependencies, inner)) : [],
  ]
}

/** The same conflict is not told twice. */
function renderPlanned(outcome: PickOutcome, alone: PickOutcome, view: ScreenView): ScreenLine[] {
  const heading = 'Picked in its place in the plan'
  const isSame = outcome.kind === 'conflict' && isDeepStrictEqual(outcome, alone)
  if (!isSame) return renderOutcome(heading, outcome, view)
  return [[createSpan(`${heading}: `, 'title'), createOutcomeMark(outcome), createSpan(' the same conflict')]]
}

function renderOutcome(heading: string, outcome: PickOutcome, view: ScreenView): ScreenLine[] {
  const title: ScreenLine = [
    createSpan(`${heading}: `, 'title'),
    createOutcomeMark(outcome),
    createSpan(` ${formatOutcome(outcome)}`),
  ]
  if (outcome.kind !== 'conflict') return [title]
  return createScreenSection(
    title,
    outcome.files.flatMap((file) => renderFileHunks(file, view.width - 2)),
  )
}

function formatOutcome(outcome: PickOutcome): string {
  switch (outcome.kind) {
    case 'clean':
      return 'clean'
    case 'empty':
      return 'empty, it changes nothing there'
    case 'unknown':
      return `not known: ${outcome.why}`
    case 'conflict':
      return `conflict at ${formatCandidateName(outcome.at)}, in ${formatCount(outcome.files.length, 'file')}`
  }
}

function explainSteps(report: ExplainReport, explained: ExplainedCandidate, view: ScreenView): NextStep[] {
  const { considered, planned, dependencies } = explained
  const id = formatCandidateName(considered.candidate.id)
  const along: NextStep[] =
    planned?.outcome.kind === 'conflict' && dependencies?.kind === 'found'
      ? [
          {
            why: 'Also take what it depends on',
            command: view.again('plan', [], { pick: dependencies.on.map(formatCandidateName) }),
          },
        ]
      : []
  const change: NextStep = planned
    ? { why: 'Leave it out of the plan', command: view.again('plan', [], { drop: [id] }) }
    : { why: 'Add it to the plan by hand', command: view.again('plan', [], { pick: [id] }) }
  return [...along, change, createPlanStep(report, view)]
}

function createPlanStep({ version }: ExplainReport, view: ScreenView): NextStep {
  return { why: `Back to the whole plan of ${version}`, command: view.again('plan') }
}
