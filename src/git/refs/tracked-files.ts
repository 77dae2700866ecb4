import { runGit } from '../run-git.ts'

/**
 * Whether git has a file of a folder in its index, so that it came with a clone or goes with a push. False where the
 * folder is in no work tree of git's.
 *
 * Nothing but the index is read, and nothing of the repository runs, so whoever it belongs to may be asked.
 *
 * @throws {Error} where git cannot tell
 */
export async function isTracked(folder: string, name: string): Promise<boolean> {
  const args = ['-C', folder, 'ls-files', '-z', '--', name]
  const { code, stdout } = await runGit(args, { settings: ['safe.directory=*'], answers: [NO_REPOSITORY] })
  return code === 0 && stdout.length > 0
}

/** What git ends with where it finds no repository to work in. */
const NO_REPOSITORY = 128
