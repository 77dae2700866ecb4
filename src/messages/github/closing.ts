import { nameOf } from '../../release/candidate.ts'
import type { OpenedRelease } from '../../release/lifecycle/view.ts'
import { asSentence } from '../../release/lifecycle/wording.ts'
import { WORKFLOW_APP } from '../../release/lifecycle/workflow-runs.ts'
import type { Refusal } from '../../release/refusal.ts'
import { shortened } from '../cut.ts'
import { markdownLink } from '../markdown.ts'
import { code, prose, shown } from './inline.ts'
import { refusalText } from './refusal.ts'

/** Why the pull requests of a release that is over are closed. */
export function closedText(release: OpenedRelease): string {
  const { version } = release.ledger.about
  switch (release.status) {
    case 'published':
      return `${markdownLink(version, new URL(release.url))} is published. This pull request showed its branch, and is closed without being merged.`
    case 'aborted':
      return `${shown(version)} was aborted: ${prose(asSentence(shortened(release.because, 1_000)))}`
    case 'open':
      return `${shown(version)} does not need this pull request any more.`
  }
}

/** The conflict of a change that was left out of the release. */
export function conflictLeftText(candidate: string, version: string): string {
  return `${shown(nameOf(candidate))} is not in ${shown(version)} any more, so its conflict needs no resolution. What was pushed here is kept in this pull request.`
}

/** The conflict of a branch that was built anew since. */
export function rebuiltText(branch: string): string {
  return `${code(branch)} was built anew, so this shows a conflict that is not there any more. Another pull request shows the one that is; what was pushed here is kept in this one.`
}

/** Somebody asked for a test to be run again, and there is no run of it. A workflow has no job that has to be named. */
export function neverRanText({
  check,
  app,
  head,
}: {
  readonly check: string
  readonly app: string
  readonly head: string
}): string {
  const at = code(head.slice(0, 10))
  if (app === WORKFLOW_APP)
    return [
      `**${code(check)} has never run on ${at}**, so there is nothing to run again.`,
      `See that it is a file in ${code(app)} on the release branch and runs on pushes to that branch; a run for a pull request does not count. Once it has run, its result counts by itself.`,
    ].join('\n\n')
  return [
    `**${code(check)} has never reported on ${at}**, so there is nothing to run again.`,
    `See that its workflow runs on pushes to the release branch, that its job is named exactly ${code(check)}, and that ${code(app)} reports it. Once it has run, its result counts by itself.`,
  ].join('\n\n')
}

/** A prerelease or a stable version was asked for, and is not opened. */
export function notOpenedText(version: string, refusal: Pick<Refusal, 'what' | 'next'>): string {
  return `**${shown(version)} is not opened.** ${refusalText(refusal)}`
}
