import type { ObjectStore } from '../objects.ts'
import { entryAt, type TreeEntry } from '../trees.ts'
import { CONFIG, mistake, type Problem, problem } from './bump-file.ts'

/**
 * Says why a path of the config cannot name a file of a tree, or null for one that can. The rules are those of git's
 * own `verify_path` on every system at once, because the commit that we make is checked out on all of them.
 */
export function pathFault(path: string): string | null {
  if (path === '') return 'it is empty'
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'it is absolute'
  if (path.includes('\\')) return 'it has a backslash; folders are parted by `/`'
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (/[\u0000-\u001f\u007f]/.test(path)) return 'it has a control character'
  const segments = path.split('/')
  if (segments.includes('')) return 'one of its folders has no name'
  if (segments.includes('.') || segments.includes('..')) return 'it goes through `.` or `..`'
  if (segments.some(isDotGit)) return "it leads into git's own folder"
  return null
}

/**
 * `.git` as any file system may spell it: without regard to case, by its NTFS short name, with the trailing dots,
 * blanks and streams that NTFS drops, with the characters that HFS+ ignores.
 */
function isDotGit(segment: string): boolean {
  const plain = segment
    .replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g, '')
    .toLowerCase()
    .replace(/:.*$/, '')
    .replace(/[. ]+$/, '')
  return plain === '.git' || /^git~\d+$/.test(plain)
}

/** What stands at a path of the config. */
export type Place = { readonly kind: 'file'; readonly sha: string } | { readonly kind: 'absent' } | Problem

/** Looks a path up in a tree, folder by folder: a symbolic link is never followed, in any part of it. */
export async function placeAt(store: ObjectStore, tree: string, path: string): Promise<Place> {
  const fault = pathFault(path)
  if (fault !== null) {
    return mistake(
      `The path ${JSON.stringify(path)} cannot be bumped: ${fault}.`,
      `Name a file relative to the root of the repository in ${CONFIG}, as \`helm/Chart.yaml\`.`,
    )
  }
  const segments = path.split('/')
  for (const [depth] of segments.entries()) {
    const upTo = segments.slice(0, depth + 1).join('/')
    const entry = await entryAt(store, tree, upTo)
    if (!entry) return { kind: 'absent' }
    const isLast = depth === segments.length - 1
    const wrong = wrongKind(entry, isLast)
    if (wrong !== null) return wrongPlace({ path, upTo, wrong })
    if (isLast) return { kind: 'file', sha: entry.sha }
  }
  return { kind: 'absent' }
}

function wrongKind(entry: TreeEntry, isLast: boolean): string | null {
  switch (entry.mode) {
    case '120000':
      return 'a symbolic link'
    case '160000':
      return 'a submodule'
    case '40000':
      return isLast ? 'a folder' : null
    default:
      return isLast ? null : 'a file, not a folder'
  }
}

function wrongPlace({ path, upTo, wrong }: { path: string; upTo: string; wrong: string }): Problem {
  const where = upTo === path ? 'it' : `\`${upTo}\``
  return problem(
    `\`${path}\` cannot be bumped: ${where} is ${wrong}.`,
    `Name the file that holds the version in ${CONFIG}.`,
  )
}
