import { type GitSignature, runSandboxGit, runSandboxGitText } from './run.ts'

export interface GitCommit {
  readonly sha: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly author: GitSignature
  readonly committer: GitSignature
  readonly message: string
}

const FIELDS = ['%H', '%T', '%P', '%an', '%ae', '%at', '%cn', '%ce', '%ct', '%B']
const FORMAT = `--format=${FIELDS.join('%x00')}`

/** Commits as `git log` finds them with these arguments, newest first. */
export async function log(gitDir: string, args: readonly string[]): Promise<GitCommit[]> {
  const text = await runSandboxGitText(gitDir, ['log', '-z', FORMAT, ...args])
  const fields = text.split('\0')
  const commits: GitCommit[] = []
  for (let at = 0; at + FIELDS.length <= fields.length; at += FIELDS.length) {
    commits.push(parseCommit(fields.slice(at, at + FIELDS.length)))
  }
  return commits
}

/** Commits that were read; what has a full id never changes. */
const known = new Map<string, GitCommit>()
const MOST_KNOWN = 1000

/** One commit that is known to be there. */
export async function readGitCommit(gitDir: string, sha: string): Promise<GitCommit> {
  const key = `${gitDir} ${sha}`
  const before = known.get(key)
  if (before) return before
  const [commit] = await log(gitDir, ['-1', sha])
  if (!commit) throw new Error(`${sha} isn't a commit of ${gitDir}`)
  if (commit.sha === sha) known.set(key, commit)
  for (const [oldest] of known) if (known.size > MOST_KNOWN) known.delete(oldest)
  return commit
}

function parseCommit(fields: readonly string[]): GitCommit {
  const [sha = '', tree = '', parents = '', name = '', email = '', at = '', ...rest] = fields
  const [byName = '', byEmail = '', byAt = '', message = ''] = rest
  return {
    sha,
    tree,
    parents: parents.split(' ').filter((parent) => parent !== ''),
    author: { name, email, at: Number(at) * 1000 },
    committer: { name: byName, email: byEmail, at: Number(byAt) * 1000 },
    message: message.replace(/\n+$/, ''),
  }
}

/** How two commits stand to each other. */
interface Distance {
  readonly ahead: number
  readonly behind: number
  readonly mergeBase: string
}

/** How far `head` is from `base`; undefined where they share no history. */
export async function measureDistance(
  gitDir: string,
  base: string,
  head: string,
): Promise<Distance | undefined> {
  const { code, stdout } = await runSandboxGit(gitDir, ['merge-base', base, head], { answers: [1] })
  if (code !== 0) return undefined
  const counted = await runSandboxGitText(gitDir, [
    'rev-list',
    '--left-right',
    '--count',
    `${base}...${head}`,
  ])
  const [behind = 0, ahead = 0] = counted.split('\t').map(Number)
  return { ahead, behind, mergeBase: stdout.toString().trim() }
}

export interface ChangedFile {
  readonly path: string
  readonly was: string | null
  readonly blob: string
  readonly status: 'added' | 'removed' | 'modified' | 'renamed'
  readonly additions: number
  readonly deletions: number
}

const STATUS = { A: 'added', D: 'removed', R: 'renamed' } as const
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'

/** What differs between two trees; with `from` null, from nothing. */
export async function listChangedFiles(
  gitDir: string,
  from: string | null,
  to: string,
): Promise<ChangedFile[]> {
  const trees = [from ?? EMPTY_TREE, to]
  const [raw, counts] = await Promise.all([
    runSandboxGitText(gitDir, ['diff-tree', '-r', '-M', '-z', '--raw', '--no-abbrev', ...trees]),
    runSandboxGitText(gitDir, ['diff-tree', '-r', '-M', '-z', '--numstat', ...trees]),
  ])
  const counted = countsFrom(counts)
  const files: ChangedFile[] = []
  const parts = raw.split('\0')
  for (let at = 0; at + 1 < parts.length; ) {
    const [, , before = '', after = '', letter = ''] = (parts[at] ?? '').split(' ')
    const renamed = letter.startsWith('R')
    const path = parts[at + (renamed ? 2 : 1)] ?? ''
    const { additions, deletions } = counted.get(path) ?? { additions: 0, deletions: 0 }
    const blob = letter === 'D' ? before : after
    files.push({
      path,
      was: renamed ? (parts[at + 1] ?? null) : null,
      blob,
      status: parseStatus(letter),
      additions,
      deletions,
    })
    at += renamed ? 3 : 2
  }
  return files
}

function parseStatus(letter: string): ChangedFile['status'] {
  const first = letter.charAt(0)
  return first === 'A' || first === 'D' || first === 'R' ? STATUS[first] : 'modified'
}

/** `--numstat -z`: `added TAB deleted TAB path NUL`, and for a rename an empty path, then the old and the new. */
function countsFrom(text: string): Map<string, { additions: number; deletions: number }> {
  const counted = new Map<string, { additions: number; deletions: number }>()
  const parts = text.split('\0')
  for (let at = 0; at < parts.length; ) {
    const [additions = '', deletions = '', path = ''] = (parts[at] ?? '').split('\t')
    const renamed = path === ''
    const name = renamed ? (parts[at + 2] ?? '') : path
    counted.set(name, { additions: Number(additions) || 0, deletions: Number(deletions) || 0 })
    at += renamed ? 3 : 1
  }
  return counted
}
