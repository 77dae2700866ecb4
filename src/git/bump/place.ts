import { pathProblem } from '../../release/policy/names.ts'
import type { ObjectStore } from '../objects.ts'
import { entryAt, type TreeEntry } from '../trees.ts'
import { CONFIG, mistake, type Problem, problem } from './bump-file.ts'

/** What stands at a path of the config. */
export type Place = { readonly kind: 'file'; readonly sha: string } | { readonly kind: 'absent' } | Problem

/** Looks a path up in a tree, folder by folder: a symbolic link is never followed, in any part of it. */
export async function placeAt(store: ObjectStore, tree: string, path: string): Promise<Place> {
  const fault = pathProblem(path)
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
