import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { resolveRef } from '../../src/git/refs/install.ts'
import { openRepository, resolveCommit } from '../../src/git/repository.ts'
import { type GitRunOptions, runGit, runGitText } from '../../src/git/run-git.ts'
import { bare, folder } from './repositories.ts'

/** The environment that a git process finds itself in, by the name of each variable. */
async function environment(options: GitRunOptions = {}): Promise<Map<string, string>> {
  const text = await runGitText(['seen'], { ...options, settings: ['alias.seen=!env -0'] })
  return new Map(text.split('\0').map((line) => [line.replace(/=.*$/s, ''), line.replace(/^[^=]*=/s, '')]))
}

afterEach(() => vi.unstubAllEnvs())

describe('a git process', () => {
  it('sees nothing of our environment but what it needs', async () => {
    const secrets = [
      'GITHUB_TOKEN',
      'NPM_TOKEN',
      'AWS_SECRET_ACCESS_KEY',
      'GIT_DIR',
      'GIT_EXTERNAL_DIFF',
      'LD_PRELOAD',
    ]
    for (const name of secrets) vi.stubEnv(name, name === 'LD_PRELOAD' ? '' : '/secret')
    vi.stubEnv('HOME', '/somebody')
    vi.stubEnv('GIT_ASKPASS', '/asks')

    const local = await environment()
    expect(secrets.filter((name) => local.get(name) === '/secret')).toEqual([])
    expect([local.has('HOME'), local.has('GIT_ASKPASS')]).toEqual([false, false])

    const remote = await environment({ network: true })
    expect(secrets.filter((name) => remote.get(name) === '/secret')).toEqual([])
    expect([remote.get('HOME'), remote.get('GIT_ASKPASS')]).toEqual(['/somebody', '/asks'])
  })

  it('speaks one language, asks nobody, fetches nothing behind our back, and knows five ways to a remote, on the network alone', async () => {
    const seen = await environment()
    expect(
      Object.fromEntries(
        ['LC_ALL', 'GIT_TERMINAL_PROMPT', 'GIT_NO_LAZY_FETCH'].map((name) => [name, seen.get(name)]),
      ),
    ).toEqual({
      LC_ALL: 'C',
      GIT_TERMINAL_PROMPT: '0',
      GIT_NO_LAZY_FETCH: '1',
    })
    expect(seen.get('GIT_ALLOW_PROTOCOL')).toBe('')
    expect((await environment({ network: true })).get('GIT_ALLOW_PROTOCOL')).toBe('file:git:http:https:ssh')
  })
})

describe('a path', () => {
  it('is a name, and never a pattern', async () => {
    await using place = await folder()
    const repo = await bare(join(place.path, 'r.git'))
    for (const file of ['ab', 'a*']) await repo.commit('refs/heads/main', { file, content: file })
    const touching = (path: string) =>
      runGitText(['rev-list', '--count', 'main', '--', path], { gitDir: repo.gitDir })
    expect([await touching('a*'), await touching(':(top)ab')]).toEqual(['1', '0'])
  })
})

describe('a partial clone that would fetch what it lacks by a program of its own', () => {
  it.each([
    ['a git that can be told not to', {}],
    ['a git that cannot', { GIT_NO_LAZY_FETCH: '0' }],
  ])('does not get to run it, in %s', async (_, env: Record<string, string>) => {
    await using place = await folder()
    const repo = await bare(join(place.path, 'repo.git'))
    const lost = await repo.commit('refs/heads/main', { content: 'first' })
    await repo.commit('refs/heads/main', { content: 'second' })
    await rm(join(repo.gitDir, 'objects', lost.slice(0, 2), lost.slice(2)))
    const trap = join(place.path, 'trap.sh')
    await writeFile(trap, `#!/bin/sh\ntouch '${place.path}/sprung'\n`, { mode: 0o755 })
    const settings = {
      'core.repositoryformatversion': '1',
      'extensions.partialClone': 'origin',
      'remote.origin.promisor': 'true',
      'remote.origin.url': repo.gitDir,
      'remote.origin.uploadpack': trap,
    }
    for (const [key, value] of Object.entries(settings)) await repo.text(['config', key, value])

    await expect(runGit(['rev-list', 'refs/heads/main'], { gitDir: repo.gitDir, env })).rejects.toThrow(lost)
    expect(existsSync(join(place.path, 'sprung'))).toBe(false)
    // The trap is a good one.
    const open = { ...env, GIT_NO_LAZY_FETCH: '0', GIT_ALLOW_PROTOCOL: 'file' }
    await expect(
      runGit(['rev-list', 'refs/heads/main'], { gitDir: repo.gitDir, env: open }),
    ).rejects.toThrow()
    expect(existsSync(join(place.path, 'sprung'))).toBe(true)
  })
})

describe('names from outside', () => {
  it('property: are never options, whatever they look like', async () => {
    await using place = await folder()
    const repo = await bare(join(place.path, 'repo.git'))
    await repo.commit('refs/heads/main', { content: 'first' })
    const repository = await openRepository(repo.gitDir)
    const trap = join(place.path, 'sprung')
    const option = fc.constantFrom(
      `--output=${trap}`,
      `--git-dir=${trap}`,
      '--all',
      '--branches',
      '--stdin',
      '-h',
      '--help',
      '--upload-pack=id',
      '--exec=id',
      '--end-of-options',
    )
    const name = fc.oneof(
      option,
      fc.string({ minLength: 1, maxLength: 20 }).map((text) => `-${text.replaceAll('\0', '')}`),
    )
    await fc.assert(
      fc.asyncProperty(name, async (each) => {
        expect(await resolveCommit(repository, each)).toBeNull()
        expect(await resolveRef(repository, each)).toBeNull()
      }),
      { numRuns: 60 },
    )
    expect(existsSync(trap)).toBe(false)
  })
})
