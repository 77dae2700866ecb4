import { runGit } from '../run-git.ts'

/** A branch, local or of a remote. */
export interface Branch {
  /** Whole, `refs/remotes/origin/4.x`. */
  readonly ref: string
  /** Without its remote: `4.x`. */
  readonly name: string
  /** Null for a local one. */
  readonly remote: string | null
  readonly commit: string
  /** When its last commit was made, in seconds since 1970. */
  readonly committedAt: number
}

const FIELDS = ['%(refname)', '%(objecttype)', '%(objectname)', '%(committerdate:unix)', '%(symref)']

/** All branches, local ones and those of remotes; `HEAD` of a remote is none. */
export async function readBranches({ gitDir }: { readonly gitDir: string }): Promise<Branch[]> {
  const args = ['for-each-ref', `--format=${FIELDS.join('%00')}`, 'refs/heads', 'refs/remotes']
  const { stdout } = await runGit(args, { gitDir })
  return stdout
    .toString()
    .split('\n')
    .flatMap((row) => branchOf(row.split('\0')))
}

function branchOf([ref = '', type, commit = '', committedAt, symref]: readonly string[]): Branch[] {
  const [, remote = null, name] = /^refs\/(?:heads|remotes\/([^/]+))\/(.+)$/s.exec(ref) ?? []
  if (type !== 'commit' || name === undefined || symref !== '') return []
  return [{ ref, name, remote, commit, committedAt: Number(committedAt) }]
}
