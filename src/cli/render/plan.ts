import { type Flag, nameOf } from '../../release/candidate.ts'
import type { Considered, Plan, PlannedPick } from '../../release/plan.ts'
import type { PlanReport } from '../engine.ts'
import { conflictLines } from './conflicts.ts'
import { flagLines } from './flags.ts'
import { headingLines, rangeRows } from './ground.ts'
import { leftOutLines } from './left-out.ts'
import { type Line, line, span } from './line.ts'
import { notTakenLines } from './not-taken.ts'
import { planSteps } from './plan-steps.ts'
import { nextLines, section, stack, type View, WIDE } from './screen.ts'
import { table } from './table.ts'
import { count, dueSpan, outcomeMark, shortDigest, takenBecause } from './wording.ts'

export interface PlanView extends View {
  /** Every candidate, the next minor's too, and no list cut short. */
  readonly all: boolean
  /** What was left out, each with its reason, and not only counted. */
  readonly leftOut: boolean
}

/** How much of a conflict is told before the rest is counted, without `--all`. */
const MOST_CONFLICTS = 10
const MOST_FILES = 6

/** The plan's screen: what is in, what happens when it is picked, what is not in and why, what to do next. */
export function planScreen(report: PlanReport, view: PlanView): Line[] {
  const { plan } = report
  const considered = new Map(plan.considered.map((each) => [each.candidate.id, each]))
  return stack([
    planHeading(report, view),
    pickLines(plan, considered, view),
    conflictSection(plan, considered, view),
    ...notTakenLines(plan, view),
    flagLines(flagsShown(plan, view), cleanlyTaken(plan), view.width),
    leftOutLines(plan.leftOut, view),
    nextLines(planSteps(plan, view), view),
  ])
}

function cleanlyTaken({ picks }: Plan): ReadonlySet<string> {
  return new Set(picks.flatMap(({ candidate, outcome }) => (outcome.kind === 'clean' ? [candidate] : [])))
}

/** A flag of a change that nobody takes is for `--all`. */
function flagsShown({ flags, picks }: Plan, { all }: PlanView): readonly Flag[] {
  const taken = new Set(picks.map(({ candidate }) => candidate))
  return all ? flags : flags.filter(({ candidate }) => taken.has(candidate))
}

function planHeading(report: PlanReport, view: View): Line[] {
  const { plan } = report
  const range = plan.considered.length + plan.leftOut.length
  const rows = rangeRows(plan.range, plan.line).map(([label, value]) =>
    label === 'main'
      ? ([label, `${value}, ${count(range, 'change')} since`] as const)
      : ([label, value] as const),
  )
  return headingLines(
    {
      title: `Plan of ${plan.version}`,
      ground: report,
      rows: [...rows, ['plan', shortDigest(plan.digest)]],
    },
    view,
  )
}

function pickLines(plan: Plan, considered: ReadonlyMap<string, Considered>, view: View): Line[] {
  if (plan.picks.length === 0) return [line('Nothing to pick: no change is eligible.', 'title')]
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
    return of ? [pickRow(pick, of, { now: view.now, wide })] : []
  })
  return section(pickHeading(plan), table(columns, rows, view.width - 2))
}

function pickRow(pick: PlannedPick, { candidate, verdict }: Considered, how: { now: number; wide: boolean }) {
  return [
    outcomeMark(pick.outcome),
    span(nameOf(candidate.id)),
    span(verdict.type, verdict.type === 'security' ? 'warn' : 'plain'),
    dueSpan(verdict.trigger, how.now, how.wide),
    span(candidate.title),
    takenBecause(verdict, how.wide),
  ]
}

function pickHeading({ picks }: Plan): Line {
  const of = (kind: string): number => picks.filter(({ outcome }) => outcome.kind === kind).length
  const [clean, conflicts, empty] = [of('clean'), of('conflict'), of('empty')]
  const parts = [
    ...(clean > 0 ? [`${clean} clean ✓`] : []),
    ...(conflicts > 0 ? [`${count(conflicts, 'conflict')} ✗`] : []),
    ...(empty > 0 ? [`${empty} empty ○`] : []),
  ]
  return line(`${count(picks.length, 'pick')} in order: ${parts.join(', ')}`, 'title')
}

function conflictSection(plan: Plan, considered: ReadonlyMap<string, Considered>, view: PlanView): Line[] {
  const conflicts = plan.picks.flatMap((pick) =>
    pick.outcome.kind === 'conflict' ? [{ pick, outcome: pick.outcome }] : [],
  )
  if (conflicts.length === 0) return []
  const shown = view.all ? conflicts : conflicts.slice(0, MOST_CONFLICTS)
  const files = view.all ? Number.POSITIVE_INFINITY : MOST_FILES
  const lines = shown.flatMap(({ pick, outcome }) =>
    conflictLines(pick, outcome, { width: view.width - 2, files, considered }),
  )
  const rest = conflicts.length - shown.length
  return section(count(conflicts.length, 'conflict'), [
    ...lines,
    ...(rest > 0 ? [line(`and ${count(rest, 'more conflict')}: \`--all\` lists them`, 'quiet')] : []),
  ])
}
