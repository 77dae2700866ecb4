import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { openWorld, type SandboxWorld } from '../world.ts'

const run = promisify(execFile)
const folders: string[] = []

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

/** Whoever pushes here holds this token. */
async function cloneWith({ github }: Pick<SandboxWorld, 'github'>, token: string) {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-clone-'))
  folders.push(folder)
  const url = github.url.replace('//', `//x-access-token:${token}@`)
  await run('git', ['clone', '--quiet', `${url}/godel/api.git`, folder])
  const git = (...args: string[]) =>
    run('git', ['-C', folder, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args])
  const commits = async (text: string) => {
    await writeFile(join(folder, 'a.txt'), text)
    await git('add', '.')
    await git('commit', '--quiet', '-m', `write ${text}`)
  }
  return { git, commits }
}

describe('git over HTTP', () => {
  it('clones and pushes with the token of an installation, and the push is told', async () => {
    const world = await openWorld()
    const wish = { installation_id: world.github.app().installationId }
    const { data } = await world.appOctokit.rest.apps.createInstallationAccessToken(wish)
    const { git, commits } = await cloneWith(world, data.token)
    await commits('one')
    await git('push', '--quiet', 'origin', 'HEAD:refs/heads/fix', 'HEAD:refs/tags/v1')
    expect(await world.heard()).toEqual(['create', 'push', 'check_suite.requested', 'create', 'push'])
    const { data: branch } = await world.octokit.rest.repos.getBranch({ ...world.where, branch: 'fix' })
    expect(branch.commit.commit.message).toBe('write one')
  })

  it('refuses those who may not, in words that git shows', async () => {
    const world = await openWorld()
    const reader = await cloneWith(world, world.github.person('eve', { role: 'read' }).token)
    await reader.commits('one')
    await expect(reader.git('push', 'origin', 'main')).rejects.toThrow('403')
    const stranger = await cloneWith(world, 'wrong')
    await stranger.commits('two')
    await expect(stranger.git('push', 'origin', 'main')).rejects.toThrow('Authentication failed')
  })

  it('keeps a protected branch from deletion and force, by API and by push', async () => {
    const world = await openWorld()
    const root = world.github.person('root', { role: 'admin' })
    const octokit = world.as(root.token)
    const asked = {
      required_status_checks: null,
      enforce_admins: null,
      required_pull_request_reviews: null,
      restrictions: null,
    }
    await octokit.rest.repos.updateBranchProtection({ ...world.where, branch: 'main', ...asked })
    const { git, commits } = await cloneWith(world, root.token)
    await commits('one')
    await git('push', '--quiet', 'origin', 'main')
    await git('commit', '--quiet', '--amend', '-m', 'other')
    await expect(git('push', '--force', 'origin', 'main')).rejects.toThrow('GH006')
    await expect(git('push', 'origin', ':main')).rejects.toThrow('prohibited')
    const forced = octokit.rest.git.updateRef({
      ...world.where,
      ref: 'heads/main',
      sha: await parentOf(world),
      force: true,
    })
    await expect(forced).rejects.toThrow('Cannot force-push to this protected branch')

    await octokit.rest.repos.getBranchProtection({ ...world.where, branch: 'main' })
    await octokit.rest.repos.deleteBranchProtection({ ...world.where, branch: 'main' })
    await git('push', '--quiet', '--force', 'origin', 'main')
  })

  it('loses the answer to a push that was taken', async () => {
    const world = await openWorld()
    const { git, commits } = await cloneWith(world, world.github.person('ada').token)
    await commits('one')
    world.github.faults.add('git/receive-pack', { kind: 'reply-lost' })
    await expect(git('push', 'origin', 'HEAD:refs/heads/fix')).rejects.toThrow()
    const { data } = await world.octokit.rest.repos.listBranches(world.where)
    expect(data.map(({ name }) => name)).toEqual(['fix', 'main'])
  })

  it('lets a tap see what is pushed, and break it off before it is taken', async () => {
    const { github, octokit, where } = await openWorld()
    const { git, commits } = await cloneWith({ github }, github.person('ada').token)
    await commits('one')
    // curl asks once more where a connection that it had kept breaks.
    const seen = new Set<string>()
    const hush = github.taps(({ call, when, body }) => {
      if (call !== 'git/receive-pack') return 'goes-on'
      seen.add(`${when} ${/refs\/\S+(?=\0)/.exec(body.toString())?.[0]}`)
      return 'breaks'
    })
    await expect(git('push', 'origin', 'HEAD:refs/heads/fix')).rejects.toThrow()
    hush()
    expect([...seen]).toEqual(['before refs/heads/fix'])
    const { data } = await octokit.rest.repos.listBranches(where)
    expect(data.map(({ name }) => name)).toEqual(['main'])
  })

  it('carries a pull request along, and a merge by hand counts as one', async () => {
    const world = await openWorld()
    const ada = world.github.person('ada')
    const { git, commits } = await cloneWith(world, ada.token)
    await commits('one')
    await git('push', '--quiet', 'origin', 'HEAD:refs/heads/fix')
    await ada.opensPullRequest({ title: 'Fix', head: 'fix' })
    await commits('two')
    await git('push', '--quiet', 'origin', 'HEAD:refs/heads/fix')
    await git('push', '--quiet', 'origin', 'HEAD:main')
    expect((await world.heard()).filter((name) => name.startsWith('pull'))).toEqual([
      'pull_request.opened',
      'pull_request.synchronize',
      'pull_request.closed',
    ])
    const { status } = await world.octokit.rest.pulls.checkIfMerged({ ...world.where, pull_number: 1 })
    expect(status).toBe(204)
  })
})

async function parentOf({ octokit, where }: SandboxWorld): Promise<string> {
  const { data } = await octokit.rest.repos.getCommit({ ...where, ref: 'main' })
  return data.parents[0]?.sha ?? ''
}

describe('a ref by the API', () => {
  it('is made, read, moved and deleted, and each is told', async () => {
    const { octokit, where, heard } = await openWorld()
    const { data: main } = await octokit.rest.git.getRef({ ...where, ref: 'heads/main' })
    const made = { ...where, ref: 'refs/heads/release/v1', sha: main.object.sha }
    await octokit.rest.git.createRef(made)
    await expect(octokit.rest.git.createRef(made)).rejects.toThrow('Reference already exists')
    await expect(octokit.rest.git.createRef({ ...made, ref: 'refs/heads/a..b' })).rejects.toMatchObject({
      status: 422,
    })
    const { data: matching } = await octokit.rest.git.listMatchingRefs({ ...where, ref: 'heads/release' })
    expect(matching.map(({ ref }) => ref)).toEqual(['refs/heads/release/v1'])
    await octokit.rest.git.deleteRef({ ...where, ref: 'heads/release/v1' })
    await expect(octokit.rest.git.getRef({ ...where, ref: 'heads/release/v1' })).rejects.toMatchObject({
      status: 404,
    })
    expect(await heard()).toEqual(['create', 'push', 'check_suite.requested', 'delete', 'push'])
  })

  it('moves forward, and back only by force', async () => {
    const { octokit, where, github } = await openWorld()
    const ada = github.person('ada')
    const one = await ada.pushes({ branch: 'fix', message: 'one', files: { a: '1' } })
    const two = await ada.pushes({ branch: 'fix', message: 'two', files: { a: '2' } })
    const at = { ...where, ref: 'heads/fix' }
    await expect(octokit.rest.git.updateRef({ ...at, sha: one })).rejects.toThrow(
      'Update is not a fast forward',
    )
    await octokit.rest.git.updateRef({ ...at, sha: one, force: true })
    expect((await octokit.rest.git.updateRef({ ...at, sha: two })).data.object.sha).toBe(two)
  })

  it('holds an annotated tag', async () => {
    const { octokit, where } = await openWorld()
    const { data: main } = await octokit.rest.git.getRef({ ...where, ref: 'heads/main' })
    const given = {
      ...where,
      tag: 'v1',
      message: 'Release v1',
      object: main.object.sha,
      type: 'commit',
    } as const
    const { data: tag } = await octokit.rest.git.createTag(given)
    await octokit.rest.git.createRef({ ...where, ref: 'refs/tags/v1', sha: tag.sha })
    const { data: read } = await octokit.rest.git.getTag({ ...where, tag_sha: tag.sha })
    expect([read.tag, read.message.trim(), read.object.sha]).toEqual(['v1', 'Release v1', main.object.sha])
    expect(
      (await octokit.rest.repos.listTags(where)).data.map(({ name, commit }) => [name, commit.sha]),
    ).toEqual([['v1', main.object.sha]])
  })
})

describe('commits by the API', () => {
  it('compare as git says, with their files', async () => {
    const { octokit, where, github } = await openWorld()
    const ada = github.person('ada')
    const fix = await ada.pushes({ branch: 'fix', message: 'fix: a thing', files: { 'lib/a.txt': 'x\ny\n' } })
    await ada.pushes({ branch: 'main', message: 'chore: on', files: { b: '1' } })
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead({ ...where, basehead: 'main...fix' })
    expect([data.status, data.ahead_by, data.behind_by, data.commits.map(({ sha }) => sha)]).toEqual([
      'diverged',
      1,
      1,
      [fix],
    ])
    expect(data.files?.map(({ filename, additions }) => [filename, additions])).toEqual([['lib/a.txt', 2]])
    expect((await octokit.rest.repos.listCommits({ ...where, sha: 'fix' })).data).toHaveLength(2)
    expect((await octokit.rest.git.getCommit({ ...where, commit_sha: fix })).data.message).toBe(
      'fix: a thing',
    )
  })

  it('know the pull requests that they came with', async () => {
    const { octokit, where, github } = await openWorld()
    const ada = github.person('ada')
    const commit_sha = await ada.pushes({ branch: 'fix', message: 'fix', files: { a: '1' } })
    await ada.opensPullRequest({ title: 'Fix', head: 'fix' })
    const numbers = async (sha: string) => {
      const at = { ...where, commit_sha: sha }
      return (await octokit.rest.repos.listPullRequestsAssociatedWithCommit(at)).data.map(
        ({ number }) => number,
      )
    }
    expect(await numbers(commit_sha)).toEqual([1])
    expect(await numbers(await ada.merges(1))).toEqual([1])
  })

  it('have files and folders', async () => {
    const { octokit, where, github } = await openWorld()
    await github.person('ada').pushes({ branch: 'main', message: 'add', files: { 'lib/a b.txt': 'hello\n' } })
    const { data: file } = await octokit.rest.repos.getContent({ ...where, path: 'lib/a b.txt' })
    expect(Buffer.from('content' in file ? file.content : '', 'base64').toString()).toBe('hello\n')
    const { data: folder } = await octokit.rest.repos.getContent({ ...where, path: 'lib' })
    expect(Array.isArray(folder) && folder.map(({ path }) => path)).toEqual(['lib/a b.txt'])
    await expect(octokit.rest.repos.getContent({ ...where, path: 'no' })).rejects.toMatchObject({
      status: 404,
    })
  })
})
