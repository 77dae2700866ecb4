import { formatCandidateName } from '../../../release/changes/candidate.ts'
import { createPageUrl, isSha, parsePullRequestNumber } from '../../release/pages.ts'
import { formatMarkdownLink } from '../../text/markdown.ts'
import { shortenSha } from '../../wording.ts'
import { escapeAndShorten, formatCode } from './inline.ts'

/** A number as a link, which GitHub shows at that pull request too: only for what a release takes. */
export function linkPullRequest(number: number, webUrl: string): string {
  return formatMarkdownLink(`#${number}`, createPageUrl(webUrl, `pull/${number}`))
}

export function linkIssue(number: number, webUrl: string): string {
  return formatMarkdownLink(`#${number}`, createPageUrl(webUrl, `issues/${number}`))
}

/** A change that a release takes. */
export function linkChange(candidate: string, webUrl: string): string {
  const number = parsePullRequestNumber(candidate)
  if (number !== null) return linkPullRequest(number, webUrl)
  return isSha(candidate)
    ? linkCommit(candidate, webUrl)
    : escapeAndShorten(formatCandidateName(candidate), 60)
}

/**
 * A change that is only spoken of. A link would put a line into its history, so it goes by the address that GitHub keeps
 * for that; where there is none, the number stays a number.
 */
export function formatChangeQuietly(candidate: string, webUrl: string): string {
  const number = parsePullRequestNumber(candidate)
  const { host, pathname } = new URL(webUrl)
  if (number !== null && host === 'github.com')
    return formatMarkdownLink(
      `#${number}`,
      createPageUrl(`https://redirect.github.com${pathname}`, `pull/${number}`),
    )

  return isSha(candidate)
    ? linkCommit(candidate, webUrl)
    : escapeAndShorten(formatCandidateName(candidate), 60)
}

export function linkCommit(sha: string, webUrl: string): string {
  return isSha(sha)
    ? formatMarkdownLink(formatCode(shortenSha(sha)), createPageUrl(webUrl, `commit/${sha}`))
    : formatCode(shortenSha(sha))
}

export function linkBranch(branch: string, webUrl: string): string {
  return formatMarkdownLink(formatCode(branch), createPageUrl(webUrl, `tree/${branch}`))
}

/** A number in escaped text, as `escapeMarkdown` leaves it. */
const NUMBER = /(?<!\w)\\?#\u2060([1-9]\d*)(?!\w)/g

/** A sentence in which the numbers of a release's own pull requests are links, and no others. */
export function insertLinks(escaped: string, numbers: ReadonlySet<number>, webUrl: string): string {
  return escaped.replace(NUMBER, (whole, digits: string) =>
    numbers.has(Number(digits)) ? linkPullRequest(Number(digits), webUrl) : whole,
  )
}
