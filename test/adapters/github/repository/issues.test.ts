import { describe, expect, it } from 'vitest'
import { openAdapter, saying } from '../world.ts'

describe('an issue', () => {
  it('is opened, changed, closed and read back', async () => {
    const { repo } = await openAdapter()
    const { number } = await repo.openIssue({ title: 'v2.0.1', body: 'the plan', labels: ['release'] })
    await repo.editIssue(number, { title: 'Release v2.0.1', body: 'the new plan' })
    expect(await repo.findIssue(number)).toEqual({
      number,
      title: 'Release v2.0.1',
      body: 'the new plan',
      state: 'open',
      labels: ['release'],
      author: { ...repo.self, kind: 'bot' },
      isPullRequest: false,
    })
    await repo.editIssue(number, { state: 'closed' })
    expect((await repo.findIssue(number))?.state).toBe('closed')
  })

  it('that is not there is null, and so is one that was transferred', async () => {
    const elsewhere = saying((text, url) =>
      url.endsWith('/issues/1') ? text.replaceAll('/repos/godel/api"', '/repos/godel/other"') : text,
    )
    const { repo, github } = await openAdapter({}, elsewhere)
    await github.person('ada').opensIssue({ title: 'It leaks' })
    expect([await repo.findIssue(9), await repo.findIssue(1)]).toEqual([null, null])
  })

  it('that one of GitHub’s machines does not know yet is found all the same', async () => {
    const { repo, github } = await openAdapter()
    await github.person('ada').opensIssue({ title: 'It leaks' })
    github.faults.add('issues/get', { kind: 'lag' })
    expect((await repo.findIssue(1))?.title).toBe('It leaks')
  })

  it('is taken for the App’s own by who opened it, newest first, and pull requests are none', async () => {
    const { repo, github } = await openAdapter()
    const ada = github.person('ada')
    await ada.opensIssue({ title: 'hers' })
    await repo.openIssue({ title: 'older', body: '', labels: [] })
    await repo.openIssue({ title: 'newer', body: '', labels: [] })
    await ada.pushes({ branch: 'release', message: 'x', files: { a: '1' } })
    await repo.openPullRequest({ title: 'pull', body: '', head: 'release', base: 'main', draft: false })
    expect((await repo.listOwnIssues()).map(({ title }) => title)).toEqual(['newer', 'older'])
  })

  it('names the pull requests that closed it or are to close it, and not those that were given up', async () => {
    const { repo, github } = await openAdapter()
    const ada = github.person('ada')
    const { number } = await ada.opensIssue({ title: 'It leaks' })
    const pull = async (branch: string) => {
      await ada.pushes({ branch, message: branch, files: { [branch]: '1' } })
      return (await ada.opensPullRequest({ title: branch, head: branch, body: `Fixes #${number}` })).number
    }
    const [merged, givenUp, open] = [await pull('merged'), await pull('given-up'), await pull('open')]
    await ada.merges(merged)
    await ada.closes(givenUp)
    expect(await repo.listPullRequestsClosing(number)).toEqual([merged, open])
    expect(await repo.listPullRequestsClosing(99)).toEqual([])
  })
})

describe('comments', () => {
  it('are written, changed and read to the last, beyond a page', async () => {
    const { repo, github, now } = await openAdapter()
    const ada = github.person('ada')
    await ada.opensIssue({ title: 'It leaks' })
    for (let i = 0; i < 101; i += 1) await ada.comments(1, `number ${i}`)
    const { id } = await repo.addComment(1, 'noted')
    await repo.editComment(id, 'noted twice')
    const comments = await repo.listComments(1)
    expect(comments).toHaveLength(102)
    expect(comments.at(-1)).toEqual({
      id,
      body: 'noted twice',
      author: { ...repo.self, kind: 'bot' },
      at: Math.floor(now() / 1000),
      url: expect.stringContaining(`/godel/api/issues/1#issuecomment-${id}`),
    })
    expect(comments[0]?.author).toEqual({ id: ada.id, login: 'ada', kind: 'user' })
  })

  it('get a reaction, once however often it is asked for, and a deleted one none', async () => {
    const { repo, github, octokit, where } = await openAdapter()
    const ada = github.person('ada')
    await ada.opensIssue({ title: 'It leaks' })
    const { id } = await ada.comments(1, '/release help')
    await repo.react(id, 'eyes')
    await repo.react(id, 'eyes')
    const { data } = await octokit.rest.reactions.listForIssueComment({ ...where, comment_id: id })
    expect(data.map(({ content }) => content)).toEqual(['eyes'])
    await ada.deletesComment(id)
    await repo.react(id, 'rocket')
  })
})

describe('labels', () => {
  it('that stand are told with who set them last, and when', async () => {
    const { repo, github, passes, now } = await openAdapter()
    const [ada, grace] = [github.person('ada'), github.person('grace')]
    await ada.opensIssue({ title: 'It leaks', labels: ['bug'] })
    await ada.labels(1, 'patch-candidate', 'gone')
    await ada.unlabels(1, 'patch-candidate')
    await ada.unlabels(1, 'gone')
    passes(60_000)
    await grace.labels(1, 'patch-candidate')
    const at = Math.floor(now() / 1000)
    expect(await repo.labelsSet(1)).toEqual([
      { label: 'bug', by: { id: ada.id, login: 'ada', kind: 'user' }, at: at - 60 },
      { label: 'patch-candidate', by: { id: grace.id, login: 'grace', kind: 'user' }, at },
    ])
    expect(await repo.labelsSet(9)).toEqual([])
  })

  it('are taken off; one that is not on is no matter', async () => {
    const { repo, github } = await openAdapter()
    await github.person('ada').opensIssue({ title: 'It leaks', labels: ['patch-candidate'] })
    await repo.removeLabel(1, 'patch-candidate')
    await repo.removeLabel(1, 'patch-candidate')
    expect((await repo.findIssue(1))?.labels).toEqual([])
  })

  it('lead to the issues and pull requests that bear them, merged or open', async () => {
    const { repo, github } = await openAdapter()
    const ada = github.person('ada')
    await ada.opensIssue({ title: 'issue', labels: ['patch-candidate'] })
    for (const branch of ['merged', 'open']) {
      await ada.pushes({ branch, message: branch, files: { [branch]: '1' } })
      const { number } = await ada.opensPullRequest({ title: branch, head: branch })
      await ada.labels(number, 'patch-candidate')
      if (branch === 'merged') await ada.merges(number)
    }
    expect((await repo.labelled('patch-candidate')).map(({ title }) => title)).toMatchInlineSnapshot(`
      [
        "open",
        "merged",
        "issue",
      ]
    `)
  })
})
