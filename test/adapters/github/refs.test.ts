import { describe, expect, it } from 'vitest'
import { openAdapter } from './world.ts'

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

describe('a branch of our own', () => {
  it('is put where it is wanted, and not written to where it stands there', async () => {
    const { hub, head, earlier, writes } = await withCommits()
    for (const commit of [earlier, head, head]) await hub.putBranch('probe', commit)
    expect(await hub.branch('probe')).toBe(head)
    expect(writes()).toHaveLength(2)
  })

  it.each(['head', 'earlier'] as const)(
    'that somebody else makes a moment before, on %s, ends where it is wanted',
    async (where) => {
      const { hub, github, makes, ...commits } = await withCommits()
      github.faults.add('git/create-ref', { kind: 'overtaken', by: () => makes(commits[where]) })
      await hub.putBranch('probe', commits.head)
      expect(await hub.branch('probe')).toBe(commits.head)
    },
  )

  it('that somebody else deletes a moment before it is moved is made again', async () => {
    const { hub, github, head, earlier, deletes } = await withCommits()
    await hub.putBranch('probe', earlier)
    github.faults.add('git/update-ref', { kind: 'overtaken', by: deletes })
    await hub.putBranch('probe', head)
    expect(await hub.branch('probe')).toBe(head)
  })

  it('that GitHub does not let be made is refused', async () => {
    const { hub } = await withCommits()
    await expect(hub.putBranch('probe', 'f'.repeat(40))).rejects.toMatchObject({ name: 'Refused' })
  })
})
