import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { openRepository } from '../../src/git/repository.ts'
import { bare, folder, refusal } from './repositories.ts'

afterEach(() => vi.unstubAllEnvs())

/** Puts a git first on the PATH that takes every repository for somebody else's, as git's own tests have it. */
async function everythingIsSomebodyElses(place: string): Promise<void> {
  const [path = '', programs] = [process.env['PATH'], join(place, 'bin')]
  await mkdir(programs)
  const script = `#!/bin/sh\nPATH='${path}' GIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec git "$@"\n`
  await writeFile(join(programs, 'git'), script)
  await chmod(join(programs, 'git'), 0o755)
  vi.stubEnv('PATH', `${programs}:${path}`)
}

it('opens a repository of another user only for those who said that they trust it', async () => {
  await using place = await folder()
  const { gitDir } = await bare(join(place.path, 'r.git'))
  const config = join(place.path, 'gitconfig')
  await writeFile(config, '')
  vi.stubEnv('GIT_CONFIG_GLOBAL', config)
  await everythingIsSomebodyElses(place.path)

  expect((await refusal(openRepository(gitDir))).replaceAll(gitDir, 'REPO')).toMatchInlineSnapshot(`
    "[repository] REPO belongs to another user, so git refuses to use it.
    Next: If you trust it: \`git config --global --add safe.directory REPO\`."
  `)
  await writeFile(config, `[safe]\n\tdirectory = ${gitDir}\n`)
  expect((await openRepository(gitDir)).gitDir).toBe(gitDir)
})
