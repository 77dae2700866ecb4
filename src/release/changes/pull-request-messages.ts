import { getSubject } from './candidate.ts'

/** A pull request, or whatever a forge calls it, by its number and, where a message names that, its repository. */
export interface PullRequestName {
  readonly number: number
  /** `github.com/owner/name` from a link, `owner/name` from `owner/name#12`; in small letters, absent where none is named. */
  readonly repository?: string
}

/** A pull request as the message of the commit that brought it tells it. */
interface NamedPullRequest extends PullRequestName {
  /** What told it: a merge tool's own wording, the number at the end of the subject, or a trailer. */
  readonly by: 'merge' | 'subject' | 'trailer'
  /** The pull request's title, where the wording has it; else the subject without the number. */
  readonly title: string
}

/**
 * The pull request that a commit on main came by. GitHub, GitLab, Gitea, Forgejo, Bitbucket, Azure, bors, homu, prow,
 * Mergify and Kodiak each have their own wording.
 */
export function findPullRequest(message: string): NamedPullRequest | null {
  const subject = getShortSubject(message)
  return parseMerge(message, subject) ?? parseSubject(message, subject) ?? parseTrailer(message, subject)
}

/** A subject is a line, but nobody stops a commit from having a megabyte of it. */
const LONGEST_LINE = 1000

function getShortSubject(message: string): string {
  return getSubject(message).slice(0, LONGEST_LINE)
}

/** The title of a merge that names no pull request: what it says of its content, not of its branch. */
export function mergeTitle(message: string): string {
  const subject = getShortSubject(message)
  return /^merge\b/i.test(subject) ? (findBodyTitle(message) ?? subject) : subject
}

/** What CI is told at the end of a subject, as `[skip ci]`; and what a squash leaves of a label. */
const TAGS_AT_END = /(?:\s*(?:\[[^\]]{1,40}\]|\*{3}NO_CI\*{3}))*[\s.]*$/

/** The numbers in parentheses at the end of a subject: a backport's has its own and the original's. */
export function listNumbers(subject: string): number[] {
  const numbers: number[] = []
  let rest = subject.slice(0, LONGEST_LINE).replace(TAGS_AT_END, '')
  for (let found = AT_END.exec(rest); found?.[1]; found = AT_END.exec(rest)) {
    numbers.unshift(Number(found[1]))
    rest = rest.slice(0, found.index)
  }
  return numbers
}

/** Before a number in the name of a branch: it is no copy of that one. */
const NO_COPY = /(?:^|[/_-])(?:after|before|dont|needs?|no|not|pre|revert|skip|un|undo|until|without)[-_]$/i

/** The pull requests that the branch of a merged backport is named for. */
export function listNamedPullRequests(subject: string): number[] {
  const branch = /^merge\b.*?(?:from|branch) '?(\S+?)'?(?:\s|$)/i.exec(subject)?.[1] ?? ''
  const automated = /cherry-?pick-of-((?:-?#\d{1,9})+)/i.exec(branch)?.[1] ?? ''
  if (automated !== '') return [...automated.matchAll(/\d+/g)].map(Number)

  const single =
    /(?:back-?port|cherry-?pick|mergify\/bp)(?:[-_/][\w.-]*?)??[-_/](?:of-)?(?:pr[-_/]?)?#?(\d{2,9})(?=[-_/]|$)/i
  const found = single.exec(branch)
  return found?.[1] && !NO_COPY.test(branch.slice(0, found.index)) ? [Number(found[1])] : []
}

/** Names a repository by the address of its pull requests: `github.com/owner/name`. */
export function parseLinkRepository(place: string): string {
  return place
    .toLowerCase()
    .replace(/^(?:[^/@]*@)?(?:www\.)?/, '')
    .replace(/\/-$/, '')
}

/** Each with the number first and, where the tool writes it into the subject, the title second. */
const MERGES: readonly RegExp[] = [
  // Gitea and Forgejo put the title in; before GitHub's, whose wording begins alike.
  /^Merge pull request '(?<title>.+)' \(#(?<number>\d{1,9})\) from /,
  /^Merge pull request (?:#|GH-)?(?<number>\d{1,9})(?: from \S+| in \S+|:\s*(?<title>.+)|$)/i,
  /^Merged? (?:PR|pull request) #?(?<number>\d{1,9})(?::\s*(?<title>.+)|\b)/i,
  /^Merged in \S+ \(pull request #(?<number>\d{1,9})\)/,
  /^(?:Auto|Rollup) merge of #(?<number>\d{1,9})\b/,
  /^Merge(?: of)? #(?<number>\d{1,9})(?: #\d+)*(?::\s*(?<title>.+)| into \S+|$)/i,
  /^Merge (?:remote-tracking )?(?:branch|commit) '(?:\S+\/)?(?:pr|pull|mr)[-/](?<number>\d{1,9})(?:\/(?:head|merge))?'/i,
]

function parseMerge(message: string, subject: string): NamedPullRequest | null {
  for (const wording of MERGES) {
    const groups = wording.exec(subject)?.groups
    if (groups?.['number'] === undefined) continue
    const number = Number(groups['number'])
    return { number, by: 'merge', title: groups['title'] ?? findBodyTitle(message) ?? subject }
  }
  return parseGitLabMerge(message, subject)
}

function parseGitLabMerge(message: string, subject: string): NamedPullRequest | null {
  const found = /^See merge request (?<named>[^\s!]{0,200})!(?<number>\d{1,9})\s*$/m.exec(message)?.groups
  if (found?.['number'] === undefined) return null
  const title = subject.startsWith('Merge branch ') ? (findBodyTitle(message) ?? subject) : subject
  return { ...named(found), by: 'merge', title }
}

/** Lines of a merge's body that are no title: what tools say, trailers, and `Name (3):` of a short log. */
const NO_TITLE =
  /^(?:See merge request|(?:closes?|fix(?:es)?|resolves?):? (?:#|https?:)|Reviewed-by|Approved-by|Signed-off-by|\* |- |# |[\w-]+: \S+@|.{1,80} \(\d+\):$)/i

function findBodyTitle(message: string): string | null {
  const lines = message.trimStart().split('\n').slice(1)
  const line = lines.map((text) => text.slice(0, LONGEST_LINE).trim()).find((text) => text !== '')
  if (line === undefined || NO_TITLE.test(line)) return null
  // bors: `12: title r=reviewer a=author`.
  return line.replace(/^\d+:\s+/, '').replace(/\s+r=\S+(?:\s+a=\S+)?$/, '')
}

/** GitHub's number is the last in parentheses at the end; one that stands in quotes is another change's. */
const AT_END = /\s*\((?:#|GH-|!)(\d{1,9})\)[\s.]*$/

function parseSubject(message: string, subject: string): NamedPullRequest | null {
  const whole = unfoldSubject(message, subject.replace(TAGS_AT_END, ''))
  const found = AT_END.exec(whole)
  return found?.[1] === undefined
    ? null
    : { number: Number(found[1]), by: 'subject', title: whole.slice(0, found.index).trim() || whole }
}

/** GitHub breaks a long title with an ellipsis and goes on in the body; others wrap it. */
function unfoldSubject(message: string, subject: string): string {
  const next = message
    .trimStart()
    .split('\n', 3)
    .slice(1)
    .map((line) => line.slice(0, LONGEST_LINE))
  if (subject.endsWith('…')) {
    const rest = next.find((line) => line.startsWith('…'))
    if (rest !== undefined) return subject.slice(0, -1) + rest.slice(1)
  }
  const wrapped = next[0]?.trim() ?? ''
  return AT_END.test(wrapped) && !/^[([*-]|^\w[\w-]*: /.test(wrapped) ? `${subject} ${wrapped}` : subject
}

const LINK = String.raw`(?:https?:\/\/(?<place>\S{1,200}?)\/(?:pulls?|merge_requests|pull-requests|pullrequest)\/|(?<named>[\w./-]{0,200})[#!])(?<number>\d{1,9})\b`

/** Trailers and lines that name the pull request that a commit was merged by; the last one counts. */
const TRAILERS: readonly RegExp[] = [
  new RegExp(
    String.raw`^(?:PR-URL|Pull-Request|Pull Request|GitHub-Pull-Request|Github-Pull|PR|Merge-Request|Part-of):\s*<?${LINK}`,
    'gim',
  ),
  new RegExp(String.raw`^Pull Request resolved:\s*${LINK}`, 'gim'),
  /^Reviewed-on:\s*https?:\/\/(?<place>\S{1,200}?)\/pulls?\/(?<number>\d{1,9})\s*$/gim,
  /^\(?Merged from https?:\/\/(?<place>\S{1,200}?)\/pull\/(?<number>\d{1,9})\)?\s*$/gim,
  /^COPYBARA_INTEGRATE_REVIEW=https?:\/\/(?<place>\S{1,200}?)\/pull\/(?<number>\d{1,9})\b/gm,
  // Apache's merge script.
  /^Closes #(?<number>\d{1,9}) from \S+\s*$/gm,
]

function parseTrailer(message: string, subject: string): NamedPullRequest | null {
  for (const trailer of TRAILERS) {
    const groups = [...message.matchAll(trailer)].at(-1)?.groups
    if (groups?.['number'] !== undefined) return { ...named(groups), by: 'trailer', title: subject }
  }
  return null
}

function named({
  number,
  place,
  named: short,
}: Readonly<Record<string, string | undefined>>): PullRequestName {
  const repository = place === undefined ? short?.toLowerCase() : parseLinkRepository(place)
  return { number: Number(number), ...(repository && { repository }) }
}
