import { describe, expect, it } from 'vitest'
import { listActivity } from '../../../../sandbox/github/actions/ref-activity.ts'
import { runSandboxGit, runSandboxGitText } from '../../../../sandbox/github/git/run.ts'
import type { SandboxGitHub } from '../../../../sandbox/github/open.ts'
import { openAdapter } from '../world.ts'

/** A branch that is about to be put on `head`, and a commit before it. */
async function withCommits() {
  const world = await openAdapter()
  const ada = world.github.person('ada')
  const earlier = await ada.pushes({ branch: 'fix', message: 'fix: stop the leak', files: { 'a.txt': '1' } })
  const head = await ada.pushes({ branch: 'fix', message: 'fix: close the file', files: { 'b.txt': '1' } })
  const { git } = world.octokit.rest
  return {
    ...world,
    earlier,
    head,
    makes: (sha: string) => git.createRef({ ...world.where, ref: 'refs/heads/probe', sha }),
    deletes: () => git.deleteRef({ ...world.where, ref: 'heads/probe' }),
  }
}

/** A commit of each writer, by their mail addresses, on top of one another; the last of them. */
async function committed(
  { world }: SandboxGitHub,
  { head, writers }: { readonly head: string; readonly writers: readonly string[] },
): Promise<string> {
  const gitDir = world.repositories.get('godel/api')?.gitDir ?? ''
  const input = writers
    .map((email, at) => {
      const from = at === 0 ? `from ${head}\n` : ''
      return `commit refs/heads/many\ncommitter X <${email}> ${at} +0000\ndata 0\n${from}\n`
    })
    .join('')
  await runSandboxGit(gitDir, ['fast-import', '--quiet'], { input })
  return runSandboxGitText(gitDir, ['rev-parse', 'refs/heads/many'])
}

describe('a branch of our own', () => {
  it('is put where it is wanted, and not written to where it stands there', async () => {
    const { repo, head, earlier, writes } = await withCommits()
    for (const commit of [earlier, head, head]) await repo.putBranch('probe', commit)
    expect(await repo.findBranch('probe')).toBe(head)
    expect(writes()).toHaveLength(2)
  })

  it.each(['head', 'earlier'] as const)(
    'that somebody else makes a moment before, on %s, ends where it is wanted',
    async (where) => {
      const { repo, github, makes, ...commits } = await withCommits()
      github.faults.add('git/create-ref', { kind: 'overtaken', by: () => makes(commits[where]) })
      await repo.putBranch('probe', commits.head)
      expect(await repo.findBranch('probe')).toBe(commits.head)
    },
  )

  it('that someone else deletes a moment before it is moved is made again', async () => {
    const { repo, github, head, earlier, deletes } = await withCommits()
    await repo.putBranch('probe', earlier)
    github.faults.add('git/update-ref', { kind: 'overtaken', by: deletes })
    await repo.putBranch('probe', head)
    expect(await repo.findBranch('probe')).toBe(head)
  })

  it('that GitHub does not let be made is refused', async () => {
    const { repo } = await withCommits()
    await expect(repo.putBranch('probe', 'f'.repeat(40))).rejects.toMatchObject({ name: 'Refused' })
  })
})

describe('the people behind commits', () => {
  it('are who wrote or committed them, each once, on all pages, without us', async () => {
    const { repo, github, head } = await withCommits()
    const self = github.world.installed.app.bot.email
    github.person('linus')
    const ours = Array.from({ length: 100 }, () => self)
    const writers = ['linus@example.com', 'stranger@example.org', ...ours, 'ada@example.com']
    const last = await committed(github, { head, writers })
    const hands = await repo.findOutsideCommitters({ base: head, head: last })
    expect(hands?.people.map(({ login }) => login)).toEqual(['linus', 'ada'])
    expect(hands?.unknown).toBe(true)
  })

  it('are all known where GitHub knows the account of each', async () => {
    const { repo, github, head } = await withCommits()
    const last = await committed(github, { head, writers: ['ada@example.com'] })
    expect(await repo.findOutsideCommitters({ base: head, head: last })).toMatchObject({ unknown: false })
  })

  it('are not told of commits that are not there', async () => {
    const { repo, head } = await withCommits()
    expect(await repo.findOutsideCommitters({ base: 'f'.repeat(40), head })).toBeNull()
  })
})

describe('who pushed', () => {
  it('is known whatever author they write into their commits', async () => {
    const { repo, github, head } = await withCommits()
    const push = { branch: 'fix', message: 'fix: mine', files: { 'c.txt': '1' } }
    const as = { name: 'Nobody', email: 'nobody@example.org' }
    await github.person('ada').pushes(push)
    const last = await github.person('mallory').pushes({ ...push, files: { 'd.txt': '1' }, as })

    const found = await repo.findPushers({ branch: 'fix', base: head, head: last })
    expect(found.people.map(({ login }) => login)).toEqual(['mallory', 'ada'])
    expect(found.unknown).toBe(false)
    const { people = [] } = (await repo.findOutsideCommitters({ base: head, head: last })) ?? {}
    expect(people.map(({ login }) => login)).toEqual(['ada'])
  })

  it('is not known where GitHub does not show a push, or a machine made it', async () => {
    const { repo, github, octokit, where, head, earlier } = await withCommits()
    const fix = { branch: 'fix', base: earlier, head }
    expect(await repo.findPushers({ ...fix, head: 'f'.repeat(40) })).toEqual({ people: [], unknown: true })
    const [repository] = github.world.repositories.values()
    const activity = repository ? listActivity(repository) : []
    const last = activity.at(-1)
    if (!last) throw new Error('nobody pushed')
    activity.push({ ...last, id: last.id + 1, by: github.world.actions.bot })
    expect(await repo.findPushers(fix)).toMatchObject({ unknown: true })
    await octokit.rest.git.createRef({ ...where, ref: 'refs/heads/ours', sha: head })
    expect(await repo.findPushers({ ...fix, branch: 'ours' })).toEqual({ people: [], unknown: false })
  })
})
