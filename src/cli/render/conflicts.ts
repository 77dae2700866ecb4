import { nameOf } from '../../release/candidate.ts'
import type { ConflictFile, Considered, Dependencies, PickOutcome, PlannedPick } from '../../release/plan.ts'
import { type Line, span } from './line.ts'
import { hanging, paragraph, section } from './screen.ts'
import { table } from './table.ts'
import { count, hunkLines, outcomeMark } from './wording.ts'

type Conflict = Extract<PickOutcome, { kind: 'conflict' }>

export interface ConflictView {
  readonly width: number
  /** How many files are named before the rest is counted. */
  readonly files: number
  /** The candidates of the plan by their ids, for their verdicts. */
  readonly considered: ReadonlyMap<string, Considered>
}

/** One conflict of the plan: where it stops, in which files and lines, and what it depends on. */
export function conflictLines(pick: PlannedPick, conflict: Conflict, view: ConflictView): Line[] {
  const candidate = view.considered.get(pick.candidate)?.candidate
  const name = `${nameOf(pick.candidate)}  `
  const heading = hanging(span(`✗ ${name}`, 'bad'), candidate?.title ?? '', view.width, 'title')
  const where = `at ${nameOf(conflict.at)}, in ${count(conflict.files.length, 'file')}`
  const inner = { ...view, width: view.width - 4 }
  const body = section(
    [span(where)],
    [...fileLines(conflict.files, inner), ...dependencyLines(pick.dependencies, inner)],
  )
  return [...heading, ...body.map((each) => [span('  '), ...each])]
}

/** Files of a conflict, what git calls it, and the lines of the line's version that both sides changed. */
function fileLines(files: readonly ConflictFile[], view: Pick<ConflictView, 'width' | 'files'>): Line[] {
  const shown = files.slice(0, view.files)
  const rows = shown.map((file) => [
    span(file.path, 'accent'),
    span(file.kind),
    span(hunkLines(file), 'quiet'),
  ])
  const rest = files.length - shown.length
  const columns = [{ title: '', flexibleLines: 3 }, { title: '' }, { title: '', flexibleLines: 3 }]
  return [
    ...table(columns, rows, view.width),
    ...(rest > 0 ? [[span(`and ${count(rest, 'more file')}`, 'quiet')]] : []),
  ]
}

/** The changes that a conflicting pick stands on, with their own verdicts. */
export function dependencyLines(
  dependencies: Dependencies | null,
  { width, considered }: ConflictView,
): Line[] {
  if (!dependencies) return []
  switch (dependencies.kind) {
    case 'found':
      return [
        ...paragraph(foundText(dependencies), width),
        ...table(DEPENDENCY_COLUMNS, dependencies.on.map(dependencyRow(considered)), width - 2).map(
          (each) => [span('  '), ...each],
        ),
      ]
    case 'none':
      return paragraph(`nothing was found that makes it pick cleanly: ${dependencies.why}`, width, 'warn')
    case 'not-searched':
      return paragraph(`what it depends on is not known: ${dependencies.why}`, width, 'quiet')
  }
}

function foundText({ on, proof }: Extract<Dependencies, { kind: 'found' }>): string {
  const after = `picks cleanly after ${count(on.length, 'earlier change')}`
  if (on.length === 1) return `${after}:`
  return proof === 'smallest' ? `${after}, and after no fewer:` : `${after}, none of which can be spared:`
}

const DEPENDENCY_COLUMNS = [
  { title: '' },
  { title: '' },
  { title: '' },
  { title: '', flexibleLines: 2 },
  { title: '' },
]

function dependencyRow(considered: ReadonlyMap<string, Considered>) {
  return (id: string) => {
    const found = considered.get(id)
    if (!found) return [span(' '), span(nameOf(id)), span(''), span(''), span('')]
    const { alone, candidate, verdict } = found
    const verdictStyle = verdict.kind === 'eligible' ? 'good' : 'warn'
    return [
      outcomeMark(alone),
      span(nameOf(id)),
      span(verdict.type),
      span(candidate.title),
      span(verdict.kind, verdictStyle),
    ]
  }
}
