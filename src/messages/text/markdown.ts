import { escapeInvisible } from './escape-invisible.ts'

/** WORD JOINER: nobody sees it, and no link, mention or reference is recognised across it. */
const JOINER = '\u2060'

/**
 * What GitHub makes something of after the Markdown was read, where no backslash helps: a joiner goes after each.
 * A closing keyword (`Fixes #1`) closes nothing without a reference behind it.
 */
const MADE_SOMETHING_OF = [
  // @person, @org/team, name@mail.example, owner/repo@sha
  /@/g,
  // #1, owner/repo#1
  /#(?=\w)/g,
  // GH-1, GHSA-xxxx-xxxx-xxxx
  /(?<![a-z0-9])GH(?:SA)?-(?=\w)/gi,
  // https://…, ftp://…, and with them the issues and commits of other repositories
  /:(?=\/\/)/g,
  /www(?=\.)/gi,
  // :tada: becomes an image
  /:(?=[\w+-]+:)/g,
]

/** A commit's id becomes a link; six digits are too few for one. */
const COMMIT_ID = /(?<![a-z0-9])[0-9a-f]{7,64}(?![a-z0-9])/gi

/** What Markdown, GitHub's tables and its formulas give a meaning to wherever it stands. */
const SPECIAL = /[\\`*[\]<|~$]|&(?=#|\w+;)/g

/** An underscore within a word means nothing, and names from code read better without backslashes. */
const EMPHASIS = /(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g

/** What opens a heading, a list, a quote, a rule or a table at the start of a line. */
const OPENING = /^[#>+\-=:]/
const OPENING_NUMBER = /^(\d+)(?=[.)](?:\s|$))/

/**
 * Text from outside (a title, a path, a name) as one line of GitHub Markdown that shows just that text: no link,
 * image, HTML, mention, heading, list, table, formula or emoji comes of it, and nothing is closed or referred to.
 * It may stand at the start of a block or within one. Invisible characters and line breaks don't survive.
 */
export function escapeMarkdown(text: string): string {
  return joinWords(escapeInvisible(text))
    .replace(SPECIAL, '\\$&')
    .replace(EMPHASIS, '\\_')
    .replace(OPENING, '\\$&')
    .replace(OPENING_NUMBER, '$1\\')
}

function joinWords(text: string): string {
  const withoutIds = text.replace(COMMIT_ID, (id) => id.replace(/.{6}(?=.)/g, `$&${JOINER}`))
  return MADE_SOMETHING_OF.reduce((rest, pattern) => rest.replace(pattern, `$&${JOINER}`), withoutIds)
}

/**
 * A link to one of the repository's own pages. `text` is ours, not from outside; the address is percent-encoded where
 * Markdown would end it.
 */
export function formatMarkdownLink(text: string, address: URL): string {
  const href = address.href.replace(/[()]/g, (bracket) => (bracket === '(' ? '%28' : '%29'))
  return `[${text}](${href})`
}
