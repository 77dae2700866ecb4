import { MissingObject } from '../../git/objects/object-store.ts'
import { runGit } from '../../git/run-git.ts'
import type { RepositoryFile } from '../../release/onboarding/repository-facts.ts'
import type { Workspace } from '../workspace/workspace.ts'

/** A regular file of a tree. */
export interface TreeFile {
  readonly path: string
  readonly sha: string
}

/** Lists every regular file of a commit; links and submodules are passed over. */
export async function listTreeFiles(gitDir: string, commit: string): Promise<TreeFile[]> {
  const { stdout } = await runGit(['ls-tree', '-r', '-z', commit], { gitDir })
  return stdout
    .toString()
    .split('\0')
    .flatMap((row) => {
      const [, sha, path] = /^100\d{3} blob ([0-9a-f]+)\t(.+)$/s.exec(row) ?? []
      return sha && path ? [{ path, sha }] : []
    })
}

/** How much of a tree is read. */
interface ReadingLimits {
  readonly most: number
  /** Bytes. */
  readonly largest: number
}

/** What holds versions and workflows is smaller. */
export const READING_LIMITS: ReadingLimits = { most: 400, largest: 3_000_000 }

/** Reads files of a tree; what is too large, or missing in a partial clone, is passed over. */
export async function readTreeFiles(
  { store }: Pick<Workspace, 'store'>,
  files: readonly TreeFile[],
  { most, largest }: ReadingLimits,
): Promise<RepositoryFile[]> {
  const found: RepositoryFile[] = []
  for (const { path, sha } of files.slice(0, most)) {
    try {
      if ((await store.measure(sha)) > largest) continue
      found.push({ path, text: (await store.read(sha)).data.toString('utf8') })
    } catch (error) {
      if (!(error instanceof MissingObject)) throw error
    }
  }
  return found
}
