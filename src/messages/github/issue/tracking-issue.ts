import type { OpenedRelease } from '../../../release/lifecycle/view.ts'
import { getTestedHead } from '../../release/evidence.ts'
import { shorten } from '../../text/limit-rows.ts'
import { fitDrawing, joinBlocks, LONGEST_BODY, LONGEST_TITLE } from '../markdown/fit.ts'
import { createMark, MARKS } from '../markdown/mark.ts'
import { renderAdvisory } from './advisory.ts'
import { renderApprovals } from './approvals.ts'
import { renderChecklistSections, renderTests } from './gates.ts'
import { renderHead } from './head.ts'
import { renderNotTaken } from './not-taken.ts'
import { renderNotesBlock } from './notes-block.ts'
import { type Drawing, renderPicks } from './picks.ts'
import {
  renderArtifacts,
  renderDecisions,
  renderFollowers,
  renderHelpBlock,
  renderLinks,
  renderOpened,
} from './record.ts'
import { renderToConfirm } from './to-confirm.ts'

/** What is drawn of a release: its state, the id of its mark, and the repository's page without a slash at its end. */
export interface TrackingIssueInput {
  readonly release: OpenedRelease
  readonly id: string
  readonly webUrl: string
}

/** Title and body of an issue or pull request. */
export interface IssueText {
  readonly title: string
  readonly body: string
}

/**
 * The tracking issue, drawn from the state alone: the same state gives the same bytes, whoever draws it and when. Long
 * lists are cut short at whole rows; notes that do not fit are left out, with the lines between which they are edited.
 */
export function renderTrackingIssue({ release, id, webUrl }: TrackingIssueInput): IssueText {
  const head = release.status === 'open' ? getTestedHead(release) : null
  const end = [
    ...(head === null ? [] : [createMark(MARKS.head, head)]),
    createMark(MARKS.trackingIssue, id),
  ].join('\n')
  const notes = renderNotesBlock(release)
  const draw = (most: number) => joinBlocks(renderPage(release, { webUrl, most }), notes, end)
  const whole = fitDrawing(draw)
  const body =
    whole.length <= LONGEST_BODY
      ? whole
      : fitDrawing((most) =>
          joinBlocks(renderPage(release, { webUrl, most }), renderNotesElsewhere(notes), end),
        )
  return { title: shorten(`Release ${release.ledger.about.version}`, LONGEST_TITLE), body }
}

function renderPage(release: OpenedRelease, drawing: Drawing): string {
  return joinBlocks(
    renderHead(release, drawing),
    renderLinks(release, drawing),
    renderAdvisory(release),
    renderPicks(release, drawing),
    renderToConfirm(release, drawing),
    renderNotTaken(release, drawing),
    renderTests(release, drawing),
    ...renderChecklistSections(release, drawing),
    renderApprovals(release),
    renderArtifacts(release, drawing),
    renderDecisions(release, drawing),
    renderFollowers(release),
    renderOpened(release, drawing),
    renderHelpBlock(release),
  )
}

function renderNotesElsewhere(notes: string): string {
  return `## Release notes\n\nThey have ${notes.length.toLocaleString('en')} characters, too many to show here. You can edit them in the GitHub release after it is published.`
}
