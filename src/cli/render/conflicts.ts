import { formatCandidateName } from '../../release/changes/candidate.ts'
import type {
  ConflictFile,
  Considered,
  Dependencies,
  PickOutcome,
  PlannedPick,
} from '../../release/planning/plan.ts'
import { createSpan, type ScreenLine } from './line.ts'
import { createHangingText, createScreenSection, wrapParagraph } from './screen.ts'
import { renderTable } from './table.ts'
import { createOutcomeMark, formatCount, formatHunkLines } from './wording.ts'

type PlanConflict = Extract<PickOutcome, { kind: 'conflict' }>

interface ConflictView {
  readonly width: number
  /** How many files are named before the rest is counted. */
  readonly files: number
  /** The candidates of the plan by their ids, for their verdicts. */
  readonly considered: ReadonlyMap<string, Considered>
}

/** One conflict of the plan: where it stops, in which files and lines, and what it depends on. */
export function renderConflict(pick: PlannedPick, conflict: PlanConflict, view: ConflictView): ScreenLine[] {
  const candidate = view.considered.get(pick.candidate)?.candidate
  const name = `${formatCandidateName(pick.candidate)}  `
  const heading = createHangingText(
    createSpan(`✗ ${name}`, 'bad'),
    candidate?.title ?? '',
    view.width,
    'title',
  )
  const where = `at ${formatCandidateName(conflict.at)}, in ${formatCount(conflict.files.length, 'file')}`
  const inner = { ...view, width: view.width - 4 }
  const body = createScreenSection(
    [createSpan(where)],
    [...renderFiles(conflict.files, inner), ...renderDependencies(pick.dependencies, inner)],
  )
  return [...heading, ...body.map((each) => [createSpan('  '), ...each])]
}

/** Files of a conflict, what git calls it, and the lines of the line's version that both sides changed. */
function renderFiles(
  files: readonly ConflictFile[],
  view: Pick<ConflictView, 'width' | 'files'>,
): ScreenLine[] {
  const shown = files.slice(0, view.files)
  const rows = shown.map((file) => [
    createSpan(file.path, 'accent'),
    createSpan(file.kind),
    createSpan(formatHunkLines(file), 'quiet'),
  ])
  const rest = files.length - shown.length
  const columns = [{ title: '', flexibleLines: 3 }, { title: '' }, { title: '', flexibleLines: 3 }]
  return [
    ...renderTable(columns, rows, view.width),
    ...(rest > 0 ? [[createSpan(`and ${formatCount(rest, 'more file')}`, 'quiet')]] : []),
  ]
}

/** The changes that a conflicting pick stands on, with their own verdicts. */
export function renderDependencies(
  dependencies: Dependencies | null,
  { width, considered }: ConflictView,
): ScreenLine[] {
  if (!dependencies) return []
  switch (dependencies.kind) {
    case 'found':
      return [
        ...wrapParagraph(formatFound(dependencies), width),
        ...renderTable(
          DEPENDENCY_COLUMNS,
          dependencies.on.map(createDependencyRow(considered)),
          width - 2,
        ).map((each) => [createSpan('  '), ...each]),
      ]
    case 'none':
      return wrapParagraph(`found nothing that makes it pick cleanly: ${dependencies.why}`, width, 'warn')
    case 'not-searched':
      return wrapParagraph(`its dependencies are unknown: ${dependencies.why}`, width, 'quiet')
  }
}

function formatFound({ on, proof }: Extract<Dependencies, { kind: 'found' }>): string {
  const after = `picks cleanly after ${formatCount(on.length, 'earlier change')}`
  if (on.length === 1) return `${after}:`
  return proof === 'smallest' ? `${after}, and needs all of them:` : `${after}, which are all needed:`
}

const DEPENDENCY_COLUMNS = [
  { title: '' },
  { title: '' },
  { title: '' },
  { title: '', flexibleLines: 2 },
  { title: '' },
]

function createDependencyRow(considered: ReadonlyMap<string, Considered>) {
  return (id: string) => {
    const found = considered.get(id)
    if (!found)
      return [
        createSpan(' '),
        createSpan(formatCandidateName(id)),
        createSpan(''),
        createSpan(''),
        createSpan(''),
      ]
    const { alone, candidate, verdict } = found
    const verdictStyle = verdict.kind === 'eligible' ? 'good' : 'warn'
    return [
      createOutcomeMark(alone),
      createSpan(formatCandidateName(id)),
      createSpan(verdict.type),
      createSpan(candidate.title),
      createSpan(verdict.kind, verdictStyle),
    ]
  }
}
