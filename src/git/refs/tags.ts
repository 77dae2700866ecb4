import type { Tag } from '../../release/lines.ts'
import { Refused } from '../../release/refusal.ts'
import { findTellingLine } from '../remotes/remote-failure.ts'
import { GitError, runGit } from '../run-git.ts'

/** A tag as it stands in a repository. */
export interface FoundTag extends Tag {
  /** What the ref itself points at: the tag object of an annotated tag, else the commit. */
  readonly object: string
  readonly annotated: boolean
}

const FIELDS = [
  '%(refname)',
  '%(objecttype)',
  '%(objectname)',
  '%(*objecttype)',
  '%(*objectname)',
  '%(taggerdate:unix)',
  '%(committerdate:unix)',
  '%(*committerdate:unix)',
]
const PREFIX = 'refs/tags/'

/**
 * All tags that lead to a commit, by name, in one git call. The date is the tagger's, or the commit's where nobody
 * signed for one.
 *
 * @throws {Refused} when a tag points at an object that the repository does not have
 */
export async function readTags({ gitDir }: { readonly gitDir: string }): Promise<FoundTag[]> {
  const format = `--format=${FIELDS.join('%00')}`
  const { stdout } = await runGit(['for-each-ref', format, PREFIX], { gitDir }).catch((error: unknown) => {
    throw error instanceof GitError ? new Refused(refuseBrokenTag(error), error) : error
  })
  // No field can hold a line break: names, types, ids and numbers.
  const rows = stdout.toString().split('\n').filter(Boolean).map(parseRow)
  const commits = await peelNested(gitDir, rows)
  return rows.flatMap((row) => toFoundTags(row, commits))
}

interface Row {
  readonly name: string
  readonly type: string
  readonly object: string
  readonly innerType: string
  readonly inner: string
  readonly dates: readonly string[]
}

function parseRow(line: string): Row {
  const [refname = '', type = '', object = '', innerType = '', inner = '', ...dates] = line.split('\0')
  return { name: refname.slice(PREFIX.length), type, object, innerType, inner, dates }
}

function toFoundTags(
  { name, type, object, innerType, inner, dates }: Row,
  nested: Map<string, string>,
): FoundTag[] {
  const taggedAt = Number(dates.find((date) => date !== '') ?? 0)
  if (type === 'commit') return [{ name, commit: object, taggedAt, object, annotated: false }]
  const commit = innerType === 'commit' ? inner : nested.get(object)
  return commit === undefined ? [] : [{ name, commit, taggedAt, object, annotated: true }]
}

/** Tags of tags: git 2.39 peels one layer only when it lists refs. By the outer tag's id. */
async function peelNested(gitDir: string, rows: readonly Row[]): Promise<Map<string, string>> {
  const outer = rows.filter((row) => row.innerType === 'tag').map((row) => row.object)
  if (outer.length === 0) return new Map()
  const { stdout } = await runGit(['cat-file', '--batch-check=%(objecttype) %(objectname)'], {
    gitDir,
    input: outer.map((object) => `${object}^{}\n`).join(''),
  })
  const answers = stdout.toString().split('\n')
  return new Map(
    outer.flatMap((object, index) => {
      const [type, commit] = answers[index]?.split(' ') ?? []
      return type === 'commit' && commit ? [[object, commit]] : []
    }),
  )
}

function refuseBrokenTag(error: GitError) {
  return {
    kind: 'repository',
    what: `The tags of this repository cannot be read (${findTellingLine(error.stderr)}).`,
    next: 'Check what is broken with `git fsck`, and fetch the tags again with `git fetch --tags --force`.',
  } as const
}
