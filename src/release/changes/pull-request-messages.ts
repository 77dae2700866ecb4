import { getSubject } from './candidate.ts'

/** A pull request as the message of the commit that brought it tells it. */
export interface NamedPullRequest {
  readonly number: number
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

/** All numbers that a subject has in parentheses: a backport's subject has its own and the original's. */
export function listNumbers(subject: string): number[] {
  return [...subject.matchAll(/\((?:#|GH-|!)(\d{1,9})\)/g)].map((match) => Number(match[1]))
}

/** The pull requests that the branch of a merged backport is named for. */
export function listNamedPullRequests(subject: string): number[] {
  const branch = /^merge\b.*?(?:from|branch) '?(\S+?)'?(?:\s|$)/i.exec(subject)?.[1] ?? ''
  const automated = /cherry-?pick-of-((?:-?#\d{1,9})+)/i.exec(branch)?.[1] ?? ''
  const single =
    /(?:back-?port|cherry-?pick|mergify\/bp)(?:[-_/][\w.-]*?)??[-_/](?:of-)?(?:pr[-_/]?)?#?(\d{2,9})(?=[-_/]|$)/i
  return automated === ''
    ? (single.exec(branch)?.slice(1, 2).map(Number) ?? [])
    : [...automated.matchAll(/\d+/g)].map(Number)
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
  const number = /^See merge request (?:\S*)!(\d{1,9})\s*$/m.exec(message)?.[1]
  if (number === undefined) return null
  const title = subject.startsWith('Merge branch ') ? (findBodyTitle(message) ?? subject) : subject
  return { number: Number(number), by: 'merge', title }
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
  const whole = unfoldSubject(message, subject)
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

const LINK = String.raw`(?:https?:\/\/\S{1,200}?\/(?:pulls?|merge_requests|pull-requests|pullrequest)\/|[\w./-]{0,200}[#!])(\d{1,9})\b`

/** Trailers and lines that name the pull request that a commit was merged by; the last one counts. */
const TRAILERS: readonly RegExp[] = [
  new RegExp(
    String.raw`^(?:PR-URL|Pull-Request|Pull Request|GitHub-Pull-Request|Github-Pull|PR|Merge-Request|Part-of):\s*<?${LINK}`,
    'gim',
  ),
  new RegExp(String.raw`^Pull Request resolved:\s*${LINK}`, 'gim'),
  /^Reviewed-on:\s*https?:\/\/\S{1,200}?\/pulls?\/(\d{1,9})\s*$/gim,
  /^\(?Merged from https?:\/\/\S{1,200}?\/pull\/(\d{1,9})\)?\s*$/gim,
  /^COPYBARA_INTEGRATE_REVIEW=https?:\/\/\S{1,200}?\/pull\/(\d{1,9})\b/gm,
  // Apache's merge script.
  /^Closes #(\d{1,9}) from \S+\s*$/gm,
]

function parseTrailer(message: string, subject: string): NamedPullRequest | null {
  for (const trailer of TRAILERS) {
    const number = [...message.matchAll(trailer)].at(-1)?.[1]
    if (number !== undefined) return { number: Number(number), by: 'trailer', title: subject }
  }
  return null
}
