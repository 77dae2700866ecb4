import { formatCandidateName } from '../../../release/changes/candidate.ts'
import { getBranchName, getHead, getTagged } from '../../../release/lifecycle/view.ts'
import { listOwnNumbers } from '../../release/opened-release.ts'
import { createPageUrl, isSha, parsePullRequestNumber } from '../../release/pages.ts'
import { shortenSha } from '../../wording.ts'
import type { ReleaseToRender } from '../evidence.ts'
import { escapeMrkdwn, formatLink, formatSlackProse } from './escape.ts'

/** A change by its number or its commit. Slack shows nothing at its page, so it is always a link. */
export function linkSlackChange(candidate: string, webUrl: string): string {
  const number = parsePullRequestNumber(candidate)
  if (number !== null) return linkSlackPullRequest(number, webUrl)
  if (isSha(candidate)) return formatLink(createPageUrl(webUrl, `commit/${candidate}`), shortenSha(candidate))
  return escapeMrkdwn(formatCandidateName(candidate), 60)
}

export function linkSlackPullRequest(number: number, webUrl: string, label = `#${number}`): string {
  return formatLink(createPageUrl(webUrl, `pull/${number}`), label)
}

/** Where all of a list is: the tracking issue, which exists as soon as anybody is told of a release. */
export function createRest({ release, webUrl }: ReleaseToRender): (more: number) => string {
  const { issue } = release.ledger.shown
  const where =
    issue === null
      ? 'the tracking issue'
      : formatLink(createPageUrl(webUrl, `issues/${issue}`), 'the tracking issue')
  return (more) => `… and ${more} more, in ${where}`
}

/** A sentence in which the release's own pull requests are links. */
export function insertSlackLinks(sentence: string, { release, webUrl }: ReleaseToRender): string {
  const own = listOwnNumbers(release)
  return formatSlackProse(sentence, (number) =>
    own.has(number) ? linkSlackPullRequest(number, webUrl) : null,
  )
}

/** Where a release is to be seen: the tracking issue, the pull request, the branch, the tag, what was published. */
export function renderPlaceLinks({ release, webUrl }: ReleaseToRender): string {
  const { about, shown } = release.ledger
  const isOpen = release.status === 'open'
  return [
    ...(shown.issue === null
      ? []
      : [formatLink(createPageUrl(webUrl, `issues/${shown.issue}`), 'tracking issue')]),
    ...(shown.pullRequest === null ? [] : [linkSlackPullRequest(shown.pullRequest, webUrl, 'pull request')]),
    ...(isOpen && getHead(release) !== null
      ? [formatLink(createPageUrl(webUrl, `tree/${getBranchName(release.ledger.about)}`), 'branch')]
      : []),
    ...(isOpen && getTagged(release) !== null
      ? [formatLink(createPageUrl(webUrl, `releases/tag/${about.tag}`), `tag ${about.tag}`)]
      : []),
    ...(release.status === 'published' ? [formatLink(release.url, 'GitHub release')] : []),
    ...(shown.backToMain === null
      ? []
      : [linkSlackPullRequest(shown.backToMain, webUrl, 'brought back to main')]),
  ].join(' · ')
}
