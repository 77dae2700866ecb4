import { findPathProblem } from '../../release/policy/ref-names.ts'
import type { ObjectStore } from '../objects/object-store.ts'
import { findEntryAt, type TreeEntry } from '../objects/trees.ts'
import { type BumpProblem, CONFIG, createMistake, createProblem } from './bump-file.ts'

/** What stands at a path of the config. */
type TreePlace = { readonly kind: 'file'; readonly sha: string } | { readonly kind: 'absent' } | BumpProblem

/** Looks a path up in a tree, folder by folder: a symbolic link is never followed, in any part of it. */
export async function findPlaceAt(store: ObjectStore, tree: string, path: string): Promise<TreePlace> {
  const fault = findPathProblem(path)
  if (fault !== null) {
    return createMistake(
      `The path ${JSON.stringify(path)} cannot be bumped: ${fault}.`,
      `Name a file relative to the root of the repository in ${CONFIG}, such as \`helm/Chart.yaml\`.`,
    )
  }
  const segments = path.split('/')
  for (const [depth] of segments.entries()) {
    const upTo = segments.slice(0, depth + 1).join('/')
    const entry = await findEntryAt(store, tree, upTo)
    if (!entry) return { kind: 'absent' }
    const isLast = depth === segments.length - 1
    const wrong = findWrongKind(entry, isLast)
    if (wrong !== null) return createWrongPlace({ path, upTo, wrong })
    if (isLast) return { kind: 'file', sha: entry.sha }
  }
  return { kind: 'absent' }
}

function findWrongKind(entry: TreeEntry, isLast: boolean): string | null {
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

function createWrongPlace({ path, upTo, wrong }: { path: string; upTo: string; wrong: string }): BumpProblem {
  const where = upTo === path ? 'it' : `\`${upTo}\``
  return createProblem(
    `\`${path}\` cannot be bumped: ${where} is ${wrong}.`,
    `Name the file that holds the version in ${CONFIG}.`,
  )
}
