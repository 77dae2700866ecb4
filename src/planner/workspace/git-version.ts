import { createGitEnv, runGitText } from '../../git/run-git.ts'
import { Refused } from '../../release/refusal.ts'

/** The oldest git with `merge-tree --write-tree --stdin`. */
const OLDEST = [2, 39] as const

/** By the PATH on which it was found. */
const found = new Map<string | undefined, string>()

/**
 * What `git version` says. One that is replaced while we run counts from the next start.
 *
 * @throws {Refused} when there is no git, or one without what picks need
 */
export async function readGitVersion(): Promise<string> {
  const path = createGitEnv()['PATH']
  const version = found.get(path) ?? (await readInstalledGit())
  found.set(path, version)
  return version
}

async function readInstalledGit(): Promise<string> {
  const text = await runGitText(['version']).catch(() => null)
  if (text === null) throw new Refused(refuseNoGit())
  const [, major = '0', minor = '0'] = /(\d+)\.(\d+)/.exec(text) ?? []
  const isOld = Number(major) < OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) < OLDEST[1])
  if (isOld) throw new Refused(refuseOldGit(text))
  return text
}

function refuseNoGit() {
  return {
    kind: 'repository',
    what: 'There is no `git` program on the PATH.',
    next: `Install git ${OLDEST.join('.')} or newer.`,
  } as const
}

function refuseOldGit(found: string) {
  return {
    kind: 'repository',
    what: `This is ${found}, and picks without a work tree need git ${OLDEST.join('.')} or newer.`,
    next: 'Install a newer git, and put it first on the PATH.',
  } as const
}
