import {
  findMissingException,
  findObstacles,
  isUnweighed,
} from '../../messages/candidates/explain-not-taken.ts'
import { explainProbablyOnLine } from '../../messages/on-line.ts'
import { formatCandidateName } from '../../release/changes/candidate.ts'
import { findSevereType } from '../../release/eligibility/severe.ts'
import { CHANGE_TYPES } from '../../release/facts/facts.ts'
import type { Considered, Plan } from '../../release/planning/plan.ts'
import type { VerdictKind } from '../../release/planning/verdict.ts'
import { wrap } from './fit.ts'
import { createLine, createSpan, type ScreenLine, type TextSpan } from './line.ts'
import { createLedText, createScreenSection } from './screen.ts'
import { renderTable } from './table.ts'
import { formatCount, joinList, tally } from './wording.ts'

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
export function renderNotTakenSections(plan: Plan, view: NotTakenView): ScreenLine[][] {
  const taken = new Set(plan.picks.map(({ candidate }) => candidate))
  const passed = new Set(plan.passedBy)
  const notNominated = new Set(plan.notNominated)
  const isNotNominated = ({ candidate }: Considered) => notNominated.has(candidate.id)
  const left = plan.considered.filter(({ candidate }) => !taken.has(candidate.id))
  const isSevere = ({ lineEvidence, verdict }: Considered) =>
    lineEvidence.length === 0 && verdict.kind !== 'eligible' && findSevereType(verdict) !== null
  const present = left.filter(({ candidate }) => !passed.has(candidate.id))
  const severe = mostSevereFirst(present.filter(isSevere))
  const guessed = mostSevereFirst(present.filter((each) => each.lineEvidence.length > 0))
  const rest = present.filter((each) => each.lineEvidence.length === 0 && !isSevere(each))
  const filterByKind = (kind: VerdictKind): Considered[] =>
    rest.filter(({ verdict }) => verdict.kind === kind)
  return [
    groupLines({ heading: SEVERE_HEADING, changes: severe, why: whyNotReady }, { ...view, all: true }),
    groupLines(
      { heading: 'Probably already on the line', changes: guessed, why: explainProbablyOnLine },
      view,
    ),
    groupLines(
      {
        heading: 'Eligible, but not nominated',
        changes: filterByKind('eligible').filter(isNotNominated),
        why: () => null,
      },
      view,
    ),
    groupLines(
      {
        heading: 'Eligible, but not picked',
        changes: filterByKind('eligible').filter((each) => !isNotNominated(each)),
        why: () => null,
      },
      view,
    ),
    groupLines(
      {
        heading: 'Case by case: each needs an exception',
        changes: filterByKind('case-by-case'),
        why: suggestHelp,
      },
      view,
    ),
    groupLines({ heading: 'Not ready', changes: filterByKind('not-ready'), why: describeObstacle }, view),
    renderUnassessed(listUnassessed(plan), view),
    renderNextMinor(
      filterByKind('next-minor').filter((each) => !isUnweighed(each)),
      view,
    ),
    passedByLines(
      left.filter(({ candidate }) => passed.has(candidate.id)),
      { ...view, tag: plan.range.base.tag },
    ),
  ]
}

/** What was on main at the last release and was not taken then: people decided about it, and `--pick` takes it still. */
function passedByLines(
  changes: readonly Considered[],
  view: NotTakenView & { readonly tag: string },
): ScreenLine[] {
  if (changes.length === 0) return []
  const heading = `On main before ${view.tag}, but not taken then`
  if (view.all) return groupLines({ heading, changes, why: () => null }, view)
  const types = tally(changes.map(({ verdict }) => verdict.type))
  const counts = joinList(types.map(([type, times]) => formatCount(times, type, type)))
  return createLedText(
    createSpan(`${heading} (${changes.length}):`, 'title'),
    `${counts} (\`--all\` lists them)`,
    view.width,
  )
}

/** Fixes that go to the next minor release only because nobody's word on them is known here. */
export function listUnassessed(plan: Plan): readonly Considered[] {
  const taken = new Set(plan.picks.map(({ candidate }) => candidate))
  const apart = new Set([...taken, ...plan.passedBy])
  return plan.considered.filter(
    (each) =>
      !apart.has(each.candidate.id) &&
      each.lineEvidence.length === 0 &&
      findSevereType(each.verdict) === null &&
      isUnweighed(each),
  )
}

const SEVERE_HEADING = "May be security, data loss, an outage or a crash, but isn't taken"

function whyNotReady(considered: Considered): string | null {
  const { mayBe } = considered.verdict
  const out = findMissingException(considered.verdict) ?? describeObstacle(considered)
  return mayBe === null ? out : `may be ${mayBe}${out === null ? '' : `; ${out}`}`
}

/** What is hidden here costs the most. */
function mostSevereFirst(changes: readonly Considered[]): readonly Considered[] {
  const rank = ({ verdict }: Considered) => CHANGE_TYPES.indexOf(findSevereType(verdict) ?? verdict.type)
  return changes.toSorted((a, b) => rank(a) - rank(b))
}

function renderUnassessed(changes: readonly Considered[], view: NotTakenView): ScreenLine[] {
  if (changes.length === 0) return []
  const shown = view.all ? changes : changes.slice(-MOST_OF_A_GROUP)
  const rows = shown.map(({ candidate }) => [
    createSpan(formatCandidateName(candidate.id)),
    createSpan(candidate.title),
  ])
  const rest = changes.length - shown.length
  const why = 'They have no known label, so each counts as a minor bug until someone labels or assesses it:'
  return createScreenSection(createLine(`Not classified (${changes.length})`, 'title'), [
    ...wrap(why, view.width - 2).map((text) => createLine(text, 'quiet')),
    ...renderTable([{ title: '' }, { title: '', flexibleLines: 1 }], rows, view.width - 2),
    ...(rest > 0 ? [createLine(`and ${rest} earlier ones: \`--all\` lists them`, 'quiet')] : []),
  ])
}

function describeObstacle({ verdict }: Considered): string | null {
  const { refusing, open } = findObstacles(verdict)
  if (refusing) return `${refusing.rule}: ${refusing.saw}`
  return open.length === 0 ? null : `unknown: ${joinList(open)}`
}

function suggestHelp(considered: Considered): string | null {
  return findMissingException(considered.verdict) ?? describeObstacle(considered)
}

interface Group {
  readonly heading: string
  readonly changes: readonly Considered[]
  readonly why: (considered: Considered) => string | null
}

function groupLines({ heading, changes, why }: Group, view: NotTakenView): ScreenLine[] {
  if (changes.length === 0) return []
  const shown = view.all ? changes : changes.slice(0, MOST_OF_A_GROUP)
  const rows = shown.map((each) => groupRow(each, why(each)))
  const rest = changes.length - shown.length
  return createScreenSection(createLine(`${heading} (${changes.length})`, 'title'), [
    ...renderTable(COLUMNS, rows, view.width - 2),
    ...(rest > 0 ? [createLine(`and ${rest} more: \`--all\` lists them`, 'quiet')] : []),
  ])
}

function groupRow({ candidate, verdict }: Considered, why: string | null): TextSpan[] {
  return [
    createSpan(formatCandidateName(candidate.id)),
    createSpan(verdict.type),
    createSpan(candidate.title),
    createSpan(why ?? '', 'quiet'),
  ]
}

function renderNextMinor(changes: readonly Considered[], view: NotTakenView): ScreenLine[] {
  if (changes.length === 0) return []
  const heading = 'For the next minor release'
  if (view.all) return groupLines({ heading, changes, why: describeObstacle }, view)
  const types = tally(changes.map(({ verdict }) => verdict.type))
  const counts = joinList(types.map(([type, times]) => formatCount(times, type, type)))
  const title = createSpan(`${heading} (${changes.length}):`, 'title')
  return createLedText(title, `${counts} (\`--all\` lists them)`, view.width)
}
