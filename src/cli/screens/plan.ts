import { type Flag, formatCandidateName } from '../../release/changes/candidate.ts'
import type { Considered, Plan, PlannedPick } from '../../release/planning/plan.ts'
import type { PlanReport } from '../engine.ts'
import { renderConflict } from '../render/conflicts.ts'
import { renderFlagLines } from '../render/flags.ts'
import { createRangeRows, renderHeading } from '../render/ground.ts'
import { renderLeftOutLines } from '../render/left-out.ts'
import { createLine, createSpan, type ScreenLine } from '../render/line.ts'
import { renderNotTakenSections } from '../render/not-taken.ts'
import {
  createScreenSection,
  renderNextSteps,
  type ScreenView,
  stackSections,
  WIDE,
} from '../render/screen.ts'
import { renderTable } from '../render/table.ts'
import {
  createDueSpan,
  createOutcomeMark,
  explainTaken,
  formatCount,
  shortenPlanDigest,
} from '../render/wording.ts'
import { renderOnLine } from './on-line.ts'
import { listPlanSteps } from './plan-steps.ts'

interface PlanView extends ScreenView {
  /** Every candidate, the next minor's too, and no list cut short. */
  readonly all: boolean
  /** What was left out, each with its reason, and not only counted. */
  readonly leftOut: boolean
}

/** How much of a conflict is told before the rest is counted, without `--all`. */
const MOST_CONFLICTS = 10
const MOST_FILES = 6

/** The plan's screen: what is in, what happens when it is picked, what is not in and why, what to do next. */
export function renderPlanScreen(report: PlanReport, view: PlanView): ScreenLine[] {
  const { plan } = report
  const considered = new Map(plan.considered.map((each) => [each.candidate.id, each]))
  return stackSections([
    renderPlanHeading(report, view),
    renderOnLine(plan, view),
    renderPicks(plan, considered, view),
    renderConflictSection(plan, considered, view),
    ...renderNotTakenSections(plan, view),
    renderFlagLines(selectFlags(plan, view), findCleanlyTaken(plan), view.width),
    renderLeftOutLines(plan.leftOut, view),
    renderNextSteps(listPlanSteps(plan, view), view),
  ])
}

function findCleanlyTaken({ picks }: Plan): ReadonlySet<string> {
  return new Set(picks.flatMap(({ candidate, outcome }) => (outcome.kind === 'clean' ? [candidate] : [])))
}

/** A flag of a change that nobody takes is for `--all`. */
function selectFlags({ flags, picks }: Plan, { all }: PlanView): readonly Flag[] {
  const taken = new Set(picks.map(({ candidate }) => candidate))
  return all ? flags : flags.filter(({ candidate }) => taken.has(candidate))
}

function renderPlanHeading(report: PlanReport, view: ScreenView): ScreenLine[] {
  const { plan } = report
  const range = plan.considered.length + plan.leftOut.length
  const rows = createRangeRows(plan.range, plan.line).map(([label, value]) =>
    label === 'main'
      ? ([label, `${value}, ${formatCount(range, 'change')} since`] as const)
      : ([label, value] as const),
  )
  return renderHeading(
    {
      title: `Plan of ${plan.version}`,
      ground: report,
      rows: [...rows, ['plan', shortenPlanDigest(plan.digest)]],
    },
    view,
  )
}

function renderPicks(
  plan: Plan,
  considered: ReadonlyMap<string, Considered>,
  view: ScreenView,
): ScreenLine[] {
  if (plan.picks.length === 0)
    return [createLine(`Nothing to pick${fromMain(plan)}: no change is eligible.`, 'title')]
  const wide = view.width >= WIDE
  const columns = [
    { title: '' },
    { title: 'change' },
    { title: 'type' },
    { title: wide ? 'urgency' : 'due' },
    { title: 'title', flexibleLines: 2 },
    { title: 'verdict', widest: wide ? 24 : 13 },
  ]
  const rows = plan.picks.flatMap((pick) => {
    const of = considered.get(pick.candidate)
    return of ? [createPickRow(pick, of, { now: view.now, wide })] : []
  })
  return createScreenSection(renderPickHeading(plan), renderTable(columns, rows, view.width - 2))
}

function createPickRow(
  pick: PlannedPick,
  { candidate, verdict }: Considered,
  how: { now: number; wide: boolean },
) {
  return [
    createOutcomeMark(pick.outcome),
    createSpan(formatCandidateName(candidate.id)),
    createSpan(verdict.type, verdict.type === 'security' ? 'warn' : 'plain'),
    createDueSpan(verdict.trigger, how.now, how.wide),
    createSpan(candidate.title),
    explainTaken(verdict, how.wide),
  ]
}

/** Where the line has changes of its own, it is said which ones main would add. */
function fromMain({ range }: Plan): string {
  return range.start.branch === null ? '' : ` from ${range.main.ref}`
}

function renderPickHeading(plan: Plan): ScreenLine {
  const { picks } = plan
  const countOutcomes = (kind: string): number => picks.filter(({ outcome }) => outcome.kind === kind).length
  const [clean, conflicts, empty] = [
    countOutcomes('clean'),
    countOutcomes('conflict'),
    countOutcomes('empty'),
  ]
  const parts = [
    ...(clean > 0 ? [`${clean} clean ✓`] : []),
    ...(conflicts > 0 ? [`${formatCount(conflicts, 'conflict')} ✗`] : []),
    ...(empty > 0 ? [`${empty} empty ○`] : []),
  ]
  return createLine(
    `${formatCount(picks.length, 'pick')}${fromMain(plan)} in order: ${parts.join(', ')}`,
    'title',
  )
}

function renderConflictSection(
  plan: Plan,
  considered: ReadonlyMap<string, Considered>,
  view: PlanView,
): ScreenLine[] {
  const conflicts = plan.picks.flatMap((pick) =>
    pick.outcome.kind === 'conflict' ? [{ pick, outcome: pick.outcome }] : [],
  )
  if (conflicts.length === 0) return []
  const shown = view.all ? conflicts : conflicts.slice(0, MOST_CONFLICTS)
  const files = view.all ? Number.POSITIVE_INFINITY : MOST_FILES
  const lines = shown.flatMap(({ pick, outcome }) =>
    renderConflict(pick, outcome, { width: view.width - 2, files, considered }),
  )
  const rest = conflicts.length - shown.length
  return createScreenSection(formatCount(conflicts.length, 'conflict'), [
    ...lines,
    ...(rest > 0
      ? [createLine(`and ${formatCount(rest, 'more conflict')}: \`--all\` lists them`, 'quiet')]
      : []),
  ])
}
