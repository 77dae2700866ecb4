import type { Candidate } from '../changes/candidate.ts'
import { CHANGE_TYPES, type ChangeType } from './facts.ts'

/** How towncrier, reno and their like name a fragment: `changes/123.bugfix.rst`, `newsfragments/123.security`. */
const FRAGMENT =
  /(?:^|\/)(?:changes?|\.changes?|news|newsfragments?|news\.d|changelog|changelogs?\.d|changelogs|fragments|upcoming_changes|unreleased)\/(?:[^/]+\/)*[^/]*?[.](?<kind>[a-z_-]+)(?:\.\d+)?(?:\.(?:rst|md|txt|adoc))?$/i

/** The words of fragments by what they mean; a word that isn't here says nothing. */
const KINDS: Readonly<Record<string, ChangeType>> = {
  security: 'security',
  ...name('minor-bug', ['bugfix', 'bugfixes', 'bug', 'bug_fix', 'fix', 'fixed', 'fixes']),
  ...name('performance', ['performance', 'perf']),
  ...name('feature', [
    'feature',
    'features',
    'new_feature',
    'added',
    'enhancement',
    'improvement',
    'highlight',
  ]),
  ...name('feature', [
    'breaking',
    'removal',
    'removed',
    'deprecation',
    'deprecated',
    'expired',
    'compatibility',
  ]),
  ...name('refactor', [
    'doc',
    'docs',
    'documentation',
    'misc',
    'trivial',
    'internal',
    'contrib',
    'packaging',
  ]),
}

function name(type: ChangeType, words: readonly string[]): Record<string, ChangeType> {
  return Object.fromEntries(words.map((word) => [word, type]))
}

/** A file that says for the changelog what a change is. */
interface Fragment {
  readonly path: string
  readonly type: ChangeType
}

/** A change brings one or two fragments; a release takes all of them away. */
const MOST = 4

/** The changelog fragments of a change, with what their names say that it is; the more severe first, and a feature before all. */
export function listFragments({ commits, merged }: Pick<Candidate, 'commits' | 'merged'>): Fragment[] {
  const paths = new Set([...commits, ...merged].flatMap((commit) => commit.paths))
  const found = [...paths].flatMap((path): Fragment[] => {
    const type = KINDS[FRAGMENT.exec(path)?.groups?.['kind']?.toLowerCase() ?? '']
    return type === undefined ? [] : [{ type, path }]
  })
  if (found.length > MOST) return []
  const rank = ({ type }: Fragment) => (type === 'feature' ? -1 : CHANGE_TYPES.indexOf(type))
  return found.toSorted((a, b) => rank(a) - rank(b))
}
