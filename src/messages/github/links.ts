import { nameOf } from '../../release/candidate.ts'
import { markdownLink } from '../markdown.ts'
import { isSha, numberIn, page } from '../release/pages.ts'
import { shortSha } from '../release/wording.ts'
import { code, shown } from './inline.ts'

/** A number as a link, which GitHub shows at that pull request too: only for what a release takes. */
export function pullLink(number: number, webUrl: string): string {
  return markdownLink(`#${number}`, page(webUrl, `pull/${number}`))
}

export function issueLink(number: number, webUrl: string): string {
  return markdownLink(`#${number}`, page(webUrl, `issues/${number}`))
}

/** A change that a release takes. */
export function changeLink(candidate: string, webUrl: string): string {
  const number = numberIn(candidate)
  if (number !== null) return pullLink(number, webUrl)
  return isSha(candidate) ? commitLink(candidate, webUrl) : shown(nameOf(candidate), 60)
}

/**
 * A change that is only spoken of. A link would put a line into its history, so it goes by the address that GitHub keeps
 * for that; where there is none, the number stays a number.
 */
export function quietChange(candidate: string, webUrl: string): string {
  const number = numberIn(candidate)
  const { host, pathname } = new URL(webUrl)
  if (number !== null && host === 'github.com')
    return markdownLink(`#${number}`, page(`https://redirect.github.com${pathname}`, `pull/${number}`))

  return isSha(candidate) ? commitLink(candidate, webUrl) : shown(nameOf(candidate), 60)
}

export function commitLink(sha: string, webUrl: string): string {
  return isSha(sha) ? markdownLink(code(shortSha(sha)), page(webUrl, `commit/${sha}`)) : code(shortSha(sha))
}

export function branchLink(branch: string, webUrl: string): string {
  return markdownLink(code(branch), page(webUrl, `tree/${branch}`))
}

/** A number in escaped text, as `escapeMarkdown` leaves it. */
const NUMBER = /(?<!\w)\\?#\u2060([1-9]\d*)(?!\w)/g

/** A sentence in which the numbers of a release's own pull requests are links, and no others. */
export function withLinks(escaped: string, numbers: ReadonlySet<number>, webUrl: string): string {
  return escaped.replace(NUMBER, (whole, digits: string) =>
    numbers.has(Number(digits)) ? pullLink(Number(digits), webUrl) : whole,
  )
}
