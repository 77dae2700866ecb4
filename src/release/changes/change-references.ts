import { findClaimsAt } from '../copy-claims.ts'
import { getSubject } from './candidate.ts'
import { listNamedPullRequests, type PullRequestName, parseLinkRepository } from './pull-request-messages.ts'

/** Another change, as a message names it. `sha` may be abbreviated (7 digits or more). */
export type ChangeReference =
  | { readonly kind: 'commit'; readonly sha: string }
  | ({ readonly kind: 'pull-request' } & PullRequestName)
  | { readonly kind: 'title'; readonly title: string }

/** What a commit's message says of other changes. Names are taken as written: whether they exist is for git to say. */
export interface ChangeReferences {
  /** Whole changes that it takes back, each by the best name that the message has for it. */
  readonly reverts: readonly ChangeReference[]
  /** Changes of which it takes back a part. */
  readonly partlyReverts: readonly ChangeReference[]
  /** The subject itself says that this is a revert and nothing else. */
  readonly isRevert: boolean
  /** Changes that it repairs or completes. */
  readonly followsUp: readonly ChangeReference[]
  /** Commits that it is a copy of: `cherry picked from commit`, `Upstream-commit:` and their kin. */
  readonly pickedFrom: readonly string[]
  /** Pull requests that it calls itself a copy of. A pull request that it only mentions is none. */
  readonly backportOf: readonly PullRequestName[]
  /** Gerrit's name for a change, the same on every branch; null where there is none. */
  readonly changeId: string | null
}

/** A subject is a line, but nobody stops a commit from having a megabyte of it. */
const LONGEST_SUBJECT = 1000

/** What a message refers to (§1.1, Cherry-Pick Candidates). Lines quoted from somebody else (`> `) do not count. */
export function parseReferences(message: string): ChangeReferences {
  const text = stripQuotes(message)
  const subject = getSubject(text).slice(0, LONGEST_SUBJECT)
  const reverted = findRevertedTitle(subject)
  // What a revert's subject quotes is the reverted change's own claim to be a pick or a fix.
  const own = reverted === null ? text : text.slice(text.indexOf(subject) + subject.length)
  const copied = [...copiesIn(own), ...listBareNumbers(own)]
  return {
    ...findReverts(text, reverted),
    isRevert: reverted !== null,
    followsUp: findFollowUps(own, subject),
    pickedFrom: [...new Set([...copied.flatMap(listSha), ...findShas(own, UPSTREAM)])],
    backportOf: withoutDoubles([
      ...copied.flatMap(nameOfPullRequest),
      ...listNamedPullRequests(subject).map((number) => ({ number })),
    ]),
    changeId: CHANGE_ID.exec(text)?.[1] ?? null,
  }
}

/** Two changes bear one title if their subjects differ in nothing but numbers that a merge put behind them. */
export function normalizeTitle(subject: string): string {
  return subject
    .slice(0, LONGEST_SUBJECT)
    .replace(/(?:\s*\((?:#|GH-|!)\d+\))+\s*$/, '')
    .replace(/[\s.]+$/, '')
    .replace(/\s+/g, ' ')
}

/** `(?:…@)sha`, a link to a commit or a pull request, `#12`, `owner/name#12`, `GH-12`, `!12`. */
const REFERENCE =
  /(?:https?:\/\/[^\s()<>]{1,200}?\/commits?\/|[\w.-]{1,100}\/[\w.-]{1,100}@)?(?<sha>[0-9a-f]{7,64})\b|https?:\/\/(?<place>[^\s()<>]{1,200}?)\/(?:pulls?|merge_requests|pull-requests|pullrequest)\/(?<linked>\d{1,9})\b|(?<named>[\w.-]{1,100}\/[\w.-]{1,100})?(?:#|!|\bGH-)(?<number>\d{1,9})\b/y

/** Words that stand between a phrase and what it refers to. */
const FILLER =
  /(?:[\s:([<`*'"-]|\b(?:commits?|changesets?|changes?|the|an?|prs?|pull[- ]requests?|mrs?|merge[- ]requests?|original|upstream|master|main|trunk|devel|mainline|branch|sha|rev(?:ision)?|patch|from|of|for|to|on)\b(?!\/)){0,60}/iy

/** What stands between two references of one list. Two lines apart is no list any more. */
const SEPARATOR = /[\])`>]{0,3}[ \t]{0,20}\n?[ \t]{0,20}(?:,|;|&|\+|-|\*|\band\b)(?:[ \t]|\band\b){0,20}/iy

const COPY =
  /(?<!partial(?:ly)? )(?:\bcherry[- ]?pick(?:s|ed|ing)?\b|\bback-?port(?:s|ed|ing)?\b|\b(?:original|upstream)[- ](?:PR|pull[- ]request|MR|merge[- ]request)\b|^[^\S\n]*\(?(?:rebased|picked)[- ]from\b|^[^\S\n]*ports? of\b)(?:-from\b|-of\b)?/gim

const UPSTREAM =
  /^[^\S\n]*(?:\[\s?)?(?:upstream|master|main|trunk|mainline|original)[- ]?(?:commit)?(?:[- ]?id)?[^\S\n]?:?[^\S\n]{0,8}([0-9a-f]{7,64})\b|^[^\S\n]*commit ([0-9a-f]{7,64}) upstream\b/gim

const WHOLE_REVERT =
  /^[^\S\n]*(?:[*•-]\s+)?(?:\[[^\]\n]{1,40}\]\s*)?(?:this (?:(?:pr|patch|commit|change|merge request) )?)?(?:revert(?:s|ed|ing)?|re-?apply|back(?:s|ed)? ?out|roll(?:s|ed)? ?back|undo(?:es)?)\b(?!\s+(?:back )?to\b)/gim

const PART_REVERT =
  /\b(?:partial(?:ly)? (?:revert(?:s|ed|ing)?|back(?:s|ed)? out)|(?:revert(?:s|ed|ing)?) (?:partially|in part|(?:a )?parts? of))\b/gi

const FOLLOW_UP =
  /\b(?:follow(?:s|ing|ed)?[- ]?ups?(?: (?:fix(?:es)?|commit|change|pr|patch|work|cleanup))?|fix-?ups? (?:for|of|to)|amend(?:s|ed|ing|ment)?|regress(?:ion|ed|es)(?: (?:was )?(?:introduced|caused|added))?(?: (?:from|of|in|by|since|due to))|(?:introduced|broken|broke|caused|regressed|missed) (?:in|by|since|from|with|after))\b/gi

/** Of these only commits count: a number after `Fixes` is an issue. */
const FIXES = /\bfix(?:es|ed)?\b(?: for\b)?/gi

const CHANGE_ID = /^[^\S\n]*Change-Id: (I[0-9a-f]{40})[^\S\n]*$/m

function stripQuotes(message: string): string {
  return message.includes('>') ? message.replace(/^[^\S\n]*>.*$/gm, '') : message
}

/** The title in `Revert "title"` and its kin; null where the subject is no revert, '' where it quotes nothing. */
function findRevertedTitle(subject: string): string | null {
  const bare = subject.replace(/^(?:\[[^\]]{1,40}\]\s*|(?!revert)[\w-]{1,20}(?:\([^)]{0,40}\))?!?:\s+)+/i, '')
  const verb =
    /^(revert|re-?apply|back(?:ed)? ?out|roll ?back|undo)\b(?:\([^)]{0,40}\))?!?:?\s*(?:of\b\s*)?/i.exec(bare)
  if (!verb?.[1]) return null
  const quoted = /^["'“‘`](.+)["'”’`]/.exec(bare.slice(verb[0].length))?.[1]
  const title = quoted ?? bare.slice(verb[0].length)
  // To apply again is to take back the revert.
  return /^re-?apply/i.test(verb[1]) ? `Revert "${title}"` : title
}

function findReverts(
  text: string,
  title: string | null,
): Pick<ChangeReferences, 'reverts' | 'partlyReverts'> {
  const partly = findReferencesAfter(text, PART_REVERT)
  const whole: ChangeReference[] = findReferencesAfter(text, WHOLE_REVERT)
  if (title) whole.push({ kind: 'title', title })
  return { reverts: whole, partlyReverts: partly }
}

function findFollowUps(text: string, subject: string): ChangeReference[] {
  const fixup = /^(?:fixup|amend|squash)! (.+)$/.exec(subject)?.[1]
  return [
    ...findReferencesAfter(text, FOLLOW_UP),
    ...findReferencesAfter(text, FIXES).filter((reference) => reference.kind === 'commit'),
    ...(fixup === undefined ? [] : [{ kind: 'title', title: fixup } as const]),
  ]
}

/** Every list of references that stands behind a phrase. */
function findReferencesAfter(text: string, phrase: RegExp): ChangeReference[] {
  return [...text.matchAll(phrase)].flatMap((match) => parseListAt(text, match.index + match[0].length).found)
}

/** What a message calls itself a copy of: the phrase alone is no claim, as in `needed for the backport of #12`. */
function copiesIn(text: string): ChangeReference[] {
  return [...text.matchAll(COPY)].flatMap((match) => {
    const { found, end } = parseListAt(text, match.index + match[0].length)
    return findClaimsAt(text, { from: match.index, to: end }) ? found : []
  })
}

function parseListAt(
  text: string,
  start: number,
): { readonly found: ChangeReference[]; readonly end: number } {
  const found: ChangeReference[] = []
  let at = start
  for (let end = start; ; ) {
    at = findEnd(FILLER, text, at) ?? at
    const reference = parseReferenceAt(text, at)
    if (!reference) return { found, end }
    end = reference.end
    found.push(reference.is)
    const separated = findEnd(SEPARATOR, text, end)
    if (separated === null) return { found, end }
    at = separated
  }
}

function parseReferenceAt(text: string, at: number): { is: ChangeReference; end: number } | null {
  REFERENCE.lastIndex = at
  const groups = REFERENCE.exec(text)?.groups
  if (!groups) return null
  const end = REFERENCE.lastIndex
  const { sha, place, linked, named, number = linked } = groups
  if (sha !== undefined) return { is: { kind: 'commit', sha }, end }
  const repository = place === undefined ? named : parseLinkRepository(place)
  return { is: { kind: 'pull-request', number: Number(number), ...(repository && { repository }) }, end }
}

function findEnd(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : null
}

/** `Backport 12345 to 7-1-stable`: a number without its mark. */
function listBareNumbers(text: string): ChangeReference[] {
  return [...text.matchAll(/\bback-?port(?:s|ed)? (\d{2,9}) (?:to|on|into)\b/gi)].flatMap((match) => {
    const [{ length }, number] = match
    const claims = findClaimsAt(text, { from: match.index, to: match.index + length })
    return claims ? [{ kind: 'pull-request', number: Number(number) } as const] : []
  })
}

function findShas(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap((match) => match[1] ?? match[2] ?? [])
}

function listSha(reference: ChangeReference): string[] {
  return reference.kind === 'commit' ? [reference.sha] : []
}

function nameOfPullRequest(reference: ChangeReference): PullRequestName[] {
  if (reference.kind !== 'pull-request') return []
  const { number, repository } = reference
  return [repository === undefined ? { number } : { number, repository }]
}

function withoutDoubles(names: readonly PullRequestName[]): PullRequestName[] {
  return [...new Map(names.map((name) => [`${name.repository ?? ''}#${name.number}`, name])).values()]
}
