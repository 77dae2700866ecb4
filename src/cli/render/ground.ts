import { formatCandidateName, type Range } from '../../release/changes/candidate.ts'
import type { ReportGround } from '../engine.ts'
import { createLine, indent, type ScreenLine } from './line.ts'
import { createLabelledRows, renderWarnings, type ScreenView } from './screen.ts'
import { formatCount, formatIsoDate } from './wording.ts'

interface Heading {
  readonly title: string
  readonly ground: ReportGround
  /** Further rows, after the repository. */
  readonly rows: readonly (readonly [label: string, value: string])[]
}

/** What every screen begins with: what it is, and on what ground it stands. */
export function renderHeading({ title, ground, rows }: Heading, view: ScreenView): ScreenLine[] {
  const all = [['repository', ground.repository] as const, ...rows, ['policy', formatPolicy(ground)] as const]
  return [
    createLine(title, 'title'),
    ...indent(2, createLabelledRows(all, view.width - 2)),
    ...renderWarnings(ground.warnings, view),
  ]
}

/** The rows of a range: where the line stands and how far main is. */
export function createRangeRows(range: Range, line: string): (readonly [string, string])[] {
  return [
    [
      'line',
      `${line}, ${range.start.branch === null ? 'from' : 'last'} ${range.base.tag} (${formatCandidateName(range.base.commit)}, ${formatIsoDate(range.base.taggedAt)})`,
    ],
    ...startRow(range),
    ['main', `${range.main.ref} (${formatCandidateName(range.main.commit)})`],
  ]
}

/** Where a release starts from, where that is not the line's last tag. */
function startRow({ start }: Range): (readonly [string, string])[] {
  return start.branch === null
    ? []
    : [['starts', `at the head of ${start.branch} (${formatCandidateName(start.commit)})`]]
}

function formatPolicy({ policy: { file, changed } }: ReportGround): string {
  if (file === null) return 'the process document, unchanged'
  if (changed === 0) return `${file}, no differences from the process document`
  return `${file}, ${formatCount(changed, 'value')} different from the process document`
}
