import { nameOf, type Range } from '../../release/candidate.ts'
import type { Ground } from '../engine.ts'
import { indent, type Line, line } from './line.ts'
import { labelled, type View, warningLines } from './screen.ts'
import { count, isoDate } from './wording.ts'

export interface Heading {
  readonly title: string
  readonly ground: Ground
  /** Further rows, after the repository. */
  readonly rows: readonly (readonly [label: string, value: string])[]
}

/** What every screen begins with: what it is, and on what ground it stands. */
export function headingLines({ title, ground, rows }: Heading, view: View): Line[] {
  const all = [['repository', ground.repository] as const, ...rows, ['policy', policyText(ground)] as const]
  return [
    line(title, 'title'),
    ...indent(2, labelled(all, view.width - 2)),
    ...warningLines(ground.warnings, view),
  ]
}

/** The rows of a range: where the line stands and how far main is. */
export function rangeRows(range: Range, line: string): (readonly [string, string])[] {
  return [
    [
      'line',
      `${line}, from ${range.base.tag} (${nameOf(range.base.commit)}, ${isoDate(range.base.taggedAt)})`,
    ],
    ['main', `${range.main.ref} (${nameOf(range.main.commit)})`],
  ]
}

function policyText({ policy: { file, changed } }: Ground): string {
  if (file === null) return 'the process document as it stands'
  if (changed === 0) return `${file}, nothing different from the process document`
  return `${file}, ${count(changed, 'value')} different from the process document`
}
