import { Buffer } from 'node:buffer'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runSandboxGit, runSandboxGitText } from './run.ts'

export interface GitTreeEntry {
  readonly kind: 'blob' | 'tree' | 'commit'
  readonly object: string
  readonly size: number
  readonly path: string
}

const ENTRY = /^\d+ (?<kind>blob|tree|commit) (?<object>[0-9a-f]{40}) +(?<size>\d+|-)\t(?<path>[\s\S]+)$/

/** What lies at a path of a commit; a folder's entries carry their whole path. */
export async function listEntriesAt(gitDir: string, commit: string, path: string): Promise<GitTreeEntry[]> {
  const text = await runSandboxGitText(gitDir, [
    '--literal-pathspecs',
    'ls-tree',
    '-z',
    '-l',
    '--full-tree',
    commit,
    '--',
    path,
  ])
  return text.split('\0').flatMap((line) => {
    const { kind, object, size, path: name } = ENTRY.exec(line)?.groups ?? {}
    if (!object || !name || (kind !== 'blob' && kind !== 'tree' && kind !== 'commit')) return []
    return [{ kind, object, size: Number(size) || 0, path: name }]
  })
}

export async function readBlob(gitDir: string, object: string): Promise<Buffer> {
  return (await runSandboxGit(gitDir, ['cat-file', 'blob', object])).stdout
}

/** A tree like that of a commit (null: like none), with these files written; null deletes one. */
export async function writeTreeWith(
  gitDir: string,
  from: string | null,
  files: Readonly<Record<string, string | null>>,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-index-'))
  const env = { GIT_INDEX_FILE: join(folder, 'index') }
  try {
    await runSandboxGit(gitDir, from === null ? ['read-tree', '--empty'] : ['read-tree', from], { env })
    for (const [path, text] of Object.entries(files)) await writeIndex({ gitDir, env }, path, text)
    return await runSandboxGitText(gitDir, ['write-tree'], { env })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function writeIndex(
  { gitDir, env }: { readonly gitDir: string; readonly env: Readonly<Record<string, string>> },
  path: string,
  text: string | null,
): Promise<void> {
  if (text === null) {
    await runSandboxGit(gitDir, ['update-index', '-z', '--index-info'], {
      env,
      input: `0 ${'0'.repeat(40)}\t${path}\0`,
    })
    return
  }
  const blob = await runSandboxGitText(gitDir, ['hash-object', '-w', '--stdin'], { input: Buffer.from(text) })
  await runSandboxGit(gitDir, ['update-index', '-z', '--index-info'], {
    env,
    input: `100644 ${blob}\t${path}\0`,
  })
}
