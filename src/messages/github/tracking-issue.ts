import type { OpenedRelease } from '../../release/lifecycle/view.ts'
import { shortened } from '../cut.ts'
import { blocks, fitting, LONGEST_BODY, LONGEST_TITLE } from './fit.ts'
import { approvalsSection } from './issue/approvals.ts'
import { checklistSections, testsSection } from './issue/gates.ts'
import { headBlock } from './issue/head.ts'
import { notTakenSection } from './issue/not-taken.ts'
import { notesBlock } from './issue/notes-block.ts'
import { type Drawing, picksSection } from './issue/picks.ts'
import {
  artifactsSection,
  decisionsSection,
  followersLine,
  helpBlock,
  linksLine,
  openedLine,
} from './issue/record.ts'
import { MARKS, mark } from './mark.ts'

/** What is drawn of a release: its state, the id of its mark, and the repository's page without a slash at its end. */
export interface ToDraw {
  readonly release: OpenedRelease
  readonly id: string
  readonly webUrl: string
}

/** Title and body of an issue or pull request. */
export interface Page {
  readonly title: string
  readonly body: string
}

/**
 * The tracking issue, drawn from the state alone: the same state gives the same bytes, whoever draws it and when. Long
 * lists are cut short at whole rows; notes that do not fit are left out, with the lines between which they are edited.
 */
export function trackingIssue({ release, id, webUrl }: ToDraw): Page {
  const end = mark(MARKS.trackingIssue, id)
  const notes = notesBlock(release)
  const draw = (most: number) => blocks(drawn(release, { webUrl, most }), notes, end)
  const whole = fitting(draw)
  const body =
    whole.length <= LONGEST_BODY
      ? whole
      : fitting((most) => blocks(drawn(release, { webUrl, most }), notesElsewhere(notes), end))
  return { title: shortened(`Release ${release.ledger.about.version}`, LONGEST_TITLE), body }
}

function drawn(release: OpenedRelease, drawing: Drawing): string {
  return blocks(
    headBlock(release, drawing),
    linksLine(release, drawing),
    picksSection(release, drawing),
    notTakenSection(release, drawing),
    testsSection(release, drawing),
    ...checklistSections(release, drawing),
    approvalsSection(release),
    artifactsSection(release, drawing),
    decisionsSection(release, drawing),
    followersLine(release),
    openedLine(release, drawing),
    helpBlock(release),
  )
}

function notesElsewhere(notes: string): string {
  return `## Release notes\n\nThey have ${notes.length.toLocaleString('en')} characters, which is more than fits here. They can be edited in the GitHub release once it is published.`
}
