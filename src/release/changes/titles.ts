import { parseHeader } from './commit-message.ts'

/** GitHub's numbers at the end of a squashed subject. */
const NUMBERS = /(?:\s*\(#\d+\))+\s*$/

/** A first word that is a name from code (`readFile()`, `gRPC`, `task_id`): its case is not ours to change. */
const CODE_WORD = /^\S*(?:[A-Z0-9_/()`@\\]|[.:]\S)/

/** What of a subject is looked at: the searches above stay quick, whatever somebody committed. */
const LONGEST_READ = 1_000

/** Enough for a whole sentence; a subject of a thousand words is no title. In characters. */
const LONGEST = 200

/**
 * A commit's subject or a pull request's title as an entry of release notes (§3.1): without what tools put around
 * it, with a capital letter in front. The wording stays the author's. `types` are those of Conventional Commits.
 */
export function cleanTitle(title: string, types: ReadonlySet<string>): string {
  const read = title.trim().slice(0, LONGEST_READ)
  const bare = (parseHeader(read, types)?.description ?? read).replace(NUMBERS, '').trim()
  return shorten(CODE_WORD.test(bare) ? bare : capitalize(bare))
}

function capitalize(text: string): string {
  const [first = '', ...rest] = text
  return first.toUpperCase() + rest.join('')
}

function shorten(text: string): string {
  const characters = [...text]
  if (characters.length <= LONGEST) return text
  return `${characters
    .slice(0, LONGEST - 1)
    .join('')
    .trimEnd()}…`
}
