import { exceptionFor, isUnweighed, keptOutBy } from '../../messages/not-taken.ts'
import { nameOf } from '../../release/candidate.ts'
import type { Considered, Plan } from '../../release/plan.ts'
import type { VerdictKind } from '../../release/verdict.ts'
import { wrap } from './fit.ts'
import { type Line, line, type Span, span } from './line.ts'
import { led, section } from './screen.ts'
import { table } from './table.ts'
import { count, list, tally } from './wording.ts'

interface NotTakenView {
  readonly width: number
  readonly all: boolean
}

/** How many changes of a group are listed before the rest is counted, without `--all`. */
const MOST_OF_A_GROUP = 10

const COLUMNS = [
  { title: '' },
  { title: '' },
  { title: '', flexibleLines: 2 },
  { title: '', flexibleLines: 2 },
]

/** The candidates that are not in the plan, by verdict, each with what keeps it out. One section per verdict. */
export function notTakenLines(plan: Plan, view: NotTakenView): Line[][] {
  const taken = new Set(plan.picks.map(({ candidate }) => candidate))
  const rest = plan.considered.filter(({ candidate }) => !taken.has(candidate.id))
  const of = (kind: VerdictKind): Considered[] => rest.filter(({ verdict }) => verdict.kind === kind)
  return [
    groupLines({ heading: 'Eligible, and not picked', changes: of('eligible'), why: () => null }, view),
    groupLines(
      { heading: 'Case by case: each needs an exception', changes: of('case-by-case'), why: whatWouldHelp },
      view,
    ),
    groupLines({ heading: 'Not ready', changes: of('not-ready'), why: whatKeepsItOut }, view),
    unweighedLines(unweighed(plan), view),
    nextMinorLines(
      of('next-minor').filter((each) => !isUnweighed(each)),
      view,
    ),
  ]
}

/** Fixes that go to the next minor release only because nobody's word on them is known here. */
export function unweighed(plan: Plan): readonly Considered[] {
  const taken = new Set(plan.picks.map(({ candidate }) => candidate))
  return plan.considered.filter((each) => !taken.has(each.candidate.id) && isUnweighed(each))
}

function unweighedLines(changes: readonly Considered[], view: NotTakenView): Line[] {
  if (changes.length === 0) return []
  const shown = view.all ? changes : changes.slice(-MOST_OF_A_GROUP)
  const rows = shown.map(({ candidate }) => [span(nameOf(candidate.id)), span(candidate.title)])
  const rest = changes.length - shown.length
  const why = 'No label of theirs is known here, so each counts as a minor bug until somebody says more:'
  return section(line(`Not weighed by anybody (${changes.length})`, 'title'), [
    ...wrap(why, view.width - 2).map((text) => line(text, 'quiet')),
    ...table([{ title: '' }, { title: '', flexibleLines: 1 }], rows, view.width - 2),
    ...(rest > 0 ? [line(`and ${rest} earlier ones: \`--all\` lists them`, 'quiet')] : []),
  ])
}

function whatKeepsItOut({ verdict }: Considered): string | null {
  const { refusing, open } = keptOutBy(verdict)
  if (refusing) return `${refusing.rule}: ${refusing.saw}`
  return open.length === 0 ? null : `not known: ${list(open)}`
}

function whatWouldHelp(considered: Considered): string | null {
  return exceptionFor(considered.verdict) ?? whatKeepsItOut(considered)
}

interface Group {
  readonly heading: string
  readonly changes: readonly Considered[]
  readonly why: (considered: Considered) => string | null
}

function groupLines({ heading, changes, why }: Group, view: NotTakenView): Line[] {
  if (changes.length === 0) return []
  const shown = view.all ? changes : changes.slice(0, MOST_OF_A_GROUP)
  const rows = shown.map((each) => groupRow(each, why(each)))
  const rest = changes.length - shown.length
  return section(line(`${heading} (${changes.length})`, 'title'), [
    ...table(COLUMNS, rows, view.width - 2),
    ...(rest > 0 ? [line(`and ${rest} more: \`--all\` lists them`, 'quiet')] : []),
  ])
}

function groupRow({ candidate, verdict }: Considered, why: string | null): Span[] {
  return [span(nameOf(candidate.id)), span(verdict.type), span(candidate.title), span(why ?? '', 'quiet')]
}

function nextMinorLines(changes: readonly Considered[], view: NotTakenView): Line[] {
  if (changes.length === 0) return []
  const heading = 'For the next minor release'
  if (view.all) return groupLines({ heading, changes, why: whatKeepsItOut }, view)
  const types = tally(changes.map(({ verdict }) => verdict.type))
  const counts = list(types.map(([type, times]) => count(times, type, type)))
  const title = span(`${heading} (${changes.length}):`, 'title')
  return led(title, `${counts} (\`--all\` lists them)`, view.width)
}
