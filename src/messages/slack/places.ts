import { nameOf } from '../../release/candidate.ts'
import { getBranchName, getHead, getTagged } from '../../release/lifecycle/view.ts'
import { isSha, numberIn, page } from '../release/pages.ts'
import { ownNumbers } from '../release/parts.ts'
import { shortSha } from '../release/wording.ts'
import { link, mrkdwn, prose } from './escape.ts'
import type { Drawn } from './evidence.ts'

/** A change by its number or its commit. Slack shows nothing at its page, so it is always a link. */
export function changeLink(candidate: string, webUrl: string): string {
  const number = numberIn(candidate)
  if (number !== null) return pullLink(number, webUrl)
  if (isSha(candidate)) return link(page(webUrl, `commit/${candidate}`), shortSha(candidate))
  return mrkdwn(nameOf(candidate), 60)
}

export function pullLink(number: number, webUrl: string, label = `#${number}`): string {
  return link(page(webUrl, `pull/${number}`), label)
}

/** Where all of a list is: the tracking issue, which exists as soon as anybody is told of a release. */
export function restOf({ release, webUrl }: Drawn): (more: number) => string {
  const { issue } = release.ledger.shown
  const where =
    issue === null ? 'the tracking issue' : link(page(webUrl, `issues/${issue}`), 'the tracking issue')
  return (more) => `… and ${more} more, in ${where}`
}

/** A sentence in which the release's own pull requests are links. */
export function withLinks(sentence: string, { release, webUrl }: Drawn): string {
  const own = ownNumbers(release)
  return prose(sentence, (number) => (own.has(number) ? pullLink(number, webUrl) : null))
}

/** Where a release is to be seen: the tracking issue, the pull request, the branch, the tag, what was published. */
export function placeLinks({ release, webUrl }: Drawn): string {
  const { about, shown } = release.ledger
  const isOpen = release.status === 'open'
  return [
    ...(shown.issue === null ? [] : [link(page(webUrl, `issues/${shown.issue}`), 'tracking issue')]),
    ...(shown.pullRequest === null ? [] : [pullLink(shown.pullRequest, webUrl, 'pull request')]),
    ...(isOpen && getHead(release) !== null
      ? [link(page(webUrl, `tree/${getBranchName(release.ledger.about)}`), 'branch')]
      : []),
    ...(isOpen && getTagged(release) !== null
      ? [link(page(webUrl, `releases/tag/${about.tag}`), `tag ${about.tag}`)]
      : []),
    ...(release.status === 'published' ? [link(release.url, 'GitHub release')] : []),
    ...(shown.backToMain === null ? [] : [pullLink(shown.backToMain, webUrl, 'brought back to main')]),
  ].join(' · ')
}
