import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { resolveRemoteUrl } from '../../../src/git/remotes/remote-name.ts'
import { openRepository } from '../../../src/git/repository.ts'
import { bare, folder, refusal } from '../repositories.ts'

it("knows the clone's remotes by name, their push URL first, and takes anything else for a URL", async () => {
  await using place = await folder()
  const { gitDir, text } = await bare(place.path)
  await text(['config', 'remote.origin.url', 'https://host/o.git'])
  await text(['config', 'remote.team/fork.url', 'https://host/f.git'])
  await text(['config', 'remote.team/fork.pushurl', 'ssh://git@host/f.git'])
  const repository = await openRepository(gitDir)
  const url = (name: string) => resolveRemoteUrl(repository, name)
  expect(await url('origin')).toBe('https://host/o.git')
  expect(await url('team/fork')).toBe('ssh://git@host/f.git')
  for (const given of ['https://x/y.git', 'git@host:y.git', '../y.git', '/y.git', place.path]) {
    expect(await url(given)).toBe(given)
  }
  expect(await refusal(url('upstream'))).toMatchInlineSnapshot(`
    "[usage] The clone has no remote named \`upstream\`, and no repository at that path.
    Next: See its remotes with \`git remote -v\`, and name one of them or give a URL."
  `)
})

it('starts a relative path of the configuration at the clone, and refuses several push URLs', async () => {
  await using place = await folder()
  const { gitDir, text } = await bare(place.path)
  await text(['config', 'remote.origin.url', '../o.git'])
  const repository = await openRepository(gitDir)
  expect(await resolveRemoteUrl(repository, 'origin')).toBe(join(dirname(repository.gitDir), 'o.git'))
  await text(['config', '--add', 'remote.origin.pushurl', 'https://one/o.git'])
  await text(['config', '--add', 'remote.origin.pushurl', 'https://two/o.git'])
  expect(await refusal(resolveRemoteUrl(repository, 'origin'))).toContain('`origin` has 2 push URLs')
})
