import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { readGitVersion } from '../../src/planner/workspace/git-version.ts'
import { folder, refusal } from '../git/repositories.ts'

/** Puts a program called git, which says this of itself, alone on the PATH. */
async function installed(path: string, says: string): Promise<void> {
  const file = join(path, 'git')
  await writeFile(file, `#!/bin/sh\necho '${says}'\n`)
  await chmod(file, 0o755)
  vi.stubEnv('PATH', path)
}

afterEach(() => vi.unstubAllEnvs())

describe('the git on this machine', () => {
  it.each(['git version 2.39.0', 'git version 2.51.1 (Apple Git-155)', 'git version 3.0.0.rc1'])(
    'may be %s',
    async (says) => {
      await using place = await folder()
      await installed(place.path, says)
      expect(await readGitVersion()).toBe(says)
    },
  )

  it.each(['git version 2.38.9', 'git version 1.99.0', 'something else'])('may not be %s', async (says) => {
    await using place = await folder()
    await installed(place.path, says)
    expect(await refusal(readGitVersion())).toContain(
      `This is ${says}, and picks without a work tree need git 2.39`,
    )
  })

  it('has to be there', async () => {
    await using place = await folder()
    vi.stubEnv('PATH', place.path)
    expect(await refusal(readGitVersion())).toMatchInlineSnapshot(`
      "[repository] There is no \`git\` program on the PATH.
      Next: Install git 2.39 or newer."
    `)
  })
})
