import { execFileSync } from 'node:child_process'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { doctorDocument } from '../../../../src/cli/json/doctor.ts'
import { fingerprint } from '../../../worlds/cli/fingerprint.ts'
import { gitIn, openWorld, type World } from '../../../worlds/cli/world.ts'

/** A product whose clone is the remote: what is merged there is seen by its URL alone. */
function openRemote(): World & { readonly url: string } {
  const world = openWorld()
  world.merges('fix: crash on start (#2)')
  return { ...world, url: `file://${world.clone}` }
}

describe('a remote repository in place of a clone', () => {
  it('is planned as the clone itself, and left alone', async () => {
    using world = openRemote()
    const before = fingerprint(world.clone)
    const there = await world.plans(`--repo ${world.url}`)

    expect(there.digest).toBe((await world.plans()).digest)
    expect(there.repository).toBe(world.url)
    expect(fingerprint(world.clone)).toEqual(before)
  })

  it('is seen as it is now: what was merged, moved or deleted since the last time', async () => {
    using world = openRemote()
    const picks = async () =>
      (await world.plans(`--repo ${world.url}`)).picks.map(({ candidate }) => candidate)
    expect(await picks()).toEqual(['#2'])
    const third = world.merges('fix: crash on exit (#3)')
    expect(await picks()).toEqual(['#2', '#3'])
    world.git('update-ref', 'refs/heads/main', `${third}^`)
    expect(await picks()).toEqual(['#2'])
    world.git('tag', '-d', 'v2.0.0')
    expect(await world.isRefused(`plan --repo ${world.url}`)).toContain('has no tags')
  })

  it('whose main branch is called otherwise is read by its own word', async () => {
    using world = openRemote()
    world.git('branch', '-m', 'main', 'stable')
    world.git('symbolic-ref', 'HEAD', 'refs/heads/stable')
    expect((await world.plans(`--repo ${world.url}`)).range.main.ref).toBe('stable')
  })

  it('that is gone is told, and seen again when it is back', async () => {
    using world = openRemote()
    const { digest } = await world.plans(`--repo ${world.url}`)
    renameSync(world.clone, `${world.clone}-moved`)
    expect((await world.types(`plan --repo ${world.url}`)).exitCode).toBe(4)
    renameSync(`${world.clone}-moved`, world.clone)
    expect((await world.plans(`--repo ${world.url}`)).digest).toBe(digest)
  })

  it('is built in the mirror: nothing reaches the remote without --push, and the release does with it', async () => {
    using world = openRemote()
    const before = fingerprint(world.clone)
    const built = await world.builds(`v2.0.1 --repo ${world.url}`)
    expect(fingerprint(world.clone)).toEqual(before)

    const { head, pushed } = await world.builds(`v2.0.1 --push --repo ${world.url}`)
    expect(pushed?.refs.map(({ ref, outcome }) => `${ref} ${outcome}`)).toEqual([
      'refs/heads/release/v2.0.1 pushed',
    ])
    expect([head, world.git('rev-parse', 'release/v2.0.1')]).toEqual([built.head, built.head])
  })

  it('may be pushed to by two processes at once', async () => {
    using world = openRemote()
    const [one, other] = await Promise.all(
      [1, 2].map(() => world.builds(`v2.0.1 --push --repo ${world.url}`)),
    )
    expect(one?.head).toBe(other?.head)
    expect(world.git('rev-parse', 'release/v2.0.1')).toBe(one?.head)
  })

  it('is looked at by doctor as well', async () => {
    using world = openRemote()
    const { checks } = await world.asks(doctorDocument, `doctor --repo ${world.url}`)
    expect(checks.map(({ name, outcome }) => `${name}: ${outcome}`)).toMatchInlineSnapshot(`
      [
        "node: ok",
        "git: ok",
        "cache folder: ok",
        "repository: ok",
        "config: ok",
        "main: ok",
        "tags: ok",
        "signing key: warn",
      ]
    `)
  })
})

describe('a push that did not get through', () => {
  it('is made up for by the same command, also after the tag was made', async () => {
    using world = openWorld()
    world.merges('fix: crash on start (#2)')
    const key = join(world.folder, 'key')
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key])
    const remote = join(world.folder, 'upstream.git')
    const command = `v2.0.1 --tag --sign-key ${key} --push ${remote}`
    gitIn(world.folder, 'init', '-q', '--bare', remote)
    mkdirSync(join(remote, 'hooks'), { recursive: true })
    const hook = join(remote, 'hooks/pre-receive')
    writeFileSync(hook, '#!/bin/sh\necho The freeze lasts until Monday.\nexit 1\n', { mode: 0o755 })
    const { exitCode, said } = await world.types(`build ${command}`)
    expect([exitCode, said]).toEqual([4, expect.stringContaining('The freeze lasts until Monday.')])
    expect(world.git('tag', '--list', 'v2.0.1')).toBe('v2.0.1')

    rmSync(hook)
    const { pushed, head } = await world.builds(command)
    expect(pushed?.refs.map(({ ref, outcome }) => `${ref} ${outcome}`)).toEqual([
      'refs/heads/release/v2.0.1 pushed',
      'refs/tags/v2.0.1 pushed',
    ])
    expect(gitIn(remote, 'rev-parse', 'v2.0.1^{}')).toBe(head)
    expect((await world.builds(command)).pushed?.refs.map(({ outcome }) => outcome)).toEqual([
      'up-to-date',
      'up-to-date',
    ])
  })

  it('because the server declines leaves the remote as it was: the branch does not go without its tag', async () => {
    using world = openWorld()
    world.merges('fix: crash on start (#2)')
    world.setsPolicy('tag: {sign: optional}\n')
    const remote = join(world.folder, 'upstream.git')
    gitIn(world.folder, 'init', '-q', '--bare', remote)
    gitIn(remote, 'fetch', '-q', '--no-tags', world.clone, 'main:refs/tags/v2.0.1')

    const { exitCode, said } = await world.types(`build v2.0.1 --tag --unsigned --push ${remote}`)
    expect(exitCode).toBe(4)
    expect(said).toContain('A published tag never moves.')
    expect(gitIn(remote, 'for-each-ref', '--format=%(refname)')).toBe('refs/tags/v2.0.1')
  })
})
