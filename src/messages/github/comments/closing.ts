import { formatCandidateName } from '../../../release/changes/candidate.ts'
import type { OpenedRelease } from '../../../release/lifecycle/view.ts'
import { WORKFLOW_APP } from '../../../release/lifecycle/workflow-runs.ts'
import type { ToldRefusal } from '../../refusals/describe-refusal.ts'
import { shorten } from '../../text/limit-rows.ts'
import { formatMarkdownLink } from '../../text/markdown.ts'
import { toSentence } from '../../wording.ts'
import { escapeAndShorten, formatCode, formatProse } from '../markdown/inline.ts'
import { renderRefusal } from '../markdown/refusal.ts'

/** Why the pull requests of a release that is over are closed. */
export function renderClosed(release: OpenedRelease): string {
  const { version } = release.ledger.about
  switch (release.status) {
    case 'published':
      return `${formatMarkdownLink(version, new URL(release.url))} is published. This pull request only showed its branch, so it is closed without a merge.`
    case 'aborted':
      return `${escapeAndShorten(version)} was aborted: ${formatProse(toSentence(shorten(release.because, 1_000)))}`
    case 'open':
      return `${escapeAndShorten(version)} no longer needs this pull request.`
  }
}

/** The conflict of a change that was left out of the release. */
export function renderConflictLeft(candidate: string, version: string): string {
  return `${escapeAndShorten(formatCandidateName(candidate))} is no longer in ${escapeAndShorten(version)}, so you don't need to resolve its conflict. This pull request keeps what was pushed here.`
}

/** The conflict of a branch that was built anew since. */
export function renderRebuilt(branch: string): string {
  return `${formatCode(branch)} was built again, so this conflict no longer exists. Another pull request shows the current one. This pull request keeps what was pushed here.`
}

/** Somebody asked for a test to be run again, and there is no run of it. A workflow has no job that has to be named. */
export function renderNeverRan({
  check,
  app,
  head,
}: {
  readonly check: string
  readonly app: string
  readonly head: string
}): string {
  const at = formatCode(head.slice(0, 10))
  if (app === WORKFLOW_APP)
    return [
      `**${formatCode(check)} has never run on ${at}**, so there is nothing to run again.`,
      `Make sure that it is a file in ${formatCode(app)} on the release branch and runs on pushes to that branch. A run for a pull request doesn't count. Its result counts as soon as it has run.`,
    ].join('\n\n')
  return [
    `**${formatCode(check)} has never reported on ${at}**, so there is nothing to run again.`,
    `Make sure that its workflow runs on pushes to the release branch, that its job is named exactly ${formatCode(check)}, and that ${formatCode(app)} reports it. Its result counts as soon as it has run.`,
  ].join('\n\n')
}

/** A prerelease or a stable version was asked for, and is not opened. */
export function renderNotOpened(version: string, refusal: ToldRefusal): string {
  return `**${escapeAndShorten(version)} was not opened.** ${renderRefusal(refusal)}`
}
