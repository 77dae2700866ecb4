import { describe, expect, it } from 'vitest'
import { openWorld } from '../world.ts'

describe('an issue', () => {
  it('is opened, labelled, assigned, closed and opened again, each told and in its timeline', async () => {
    const { octokit, where, github, heard } = await openWorld()
    github.person('ada')
    const { data } = await octokit.rest.issues.create({ ...where, title: 'It leaks', body: 'badly' })
    const at = { ...where, issue_number: data.number }
    await octokit.rest.issues.addLabels({ ...at, labels: ['bug', 'P1'] })
    await octokit.rest.issues.removeLabel({ ...at, name: 'bug' })
    await octokit.rest.issues.addAssignees({ ...at, assignees: ['ada', 'nobody-known'] })
    await octokit.rest.issues.update({
      ...at,
      title: 'It leaks memory',
      state: 'closed',
      state_reason: 'not_planned',
    })
    await octokit.rest.issues.update({ ...at, state: 'open', assignees: [], labels: ['P2'] })

    const { data: timeline } = await octokit.rest.issues.listEventsForTimeline(at)
    const events = ['labeled', 'labeled', 'unlabeled', 'assigned', 'renamed', 'closed']
    expect(timeline.map(({ event }) => event)).toEqual([
      ...events,
      'unlabeled',
      'labeled',
      'unassigned',
      'reopened',
    ])
    expect(await heard()).toEqual(
      [
        'opened',
        'labeled',
        'labeled',
        'unlabeled',
        'assigned',
        'edited',
        'closed',
        'unlabeled',
        'labeled',
        'unassigned',
        'reopened',
      ].map((action) => `issues.${action}`),
    )
    expect((await octokit.rest.issues.get(at)).data).toMatchObject({
      title: 'It leaks memory',
      state: 'open',
    })
  })

  it('is found by its labels and state', async () => {
    const { octokit, where, github } = await openWorld()
    const ada = github.person('ada')
    await ada.opensIssue({ title: 'one', labels: ['patch-candidate'] })
    await ada.opensIssue({ title: 'two' })
    await ada.closes(2)
    const titles = async (query: { labels?: string; state?: 'open' | 'closed' | 'all' }) =>
      (await octokit.rest.issues.listForRepo({ ...where, ...query })).data.map(({ title }) => title)
    expect(await titles({ labels: 'Patch-Candidate' })).toEqual(['one'])
    expect(await titles({ state: 'closed' })).toEqual(['two'])
    expect(await titles({ state: 'all' })).toEqual(['two', 'one'])
  })

  it('keeps a label that is on, and says when one is not', async () => {
    const { octokit, where, github, heard } = await openWorld()
    const ada = github.person('ada')
    await ada.opensIssue({ title: 'one', labels: ['bug'] })
    await ada.labels(1, 'BUG')
    const gone = octokit.rest.issues.removeLabel({ ...where, issue_number: 1, name: 'other' })
    await expect(gone).rejects.toThrow('Label does not exist')
    expect(await heard()).toEqual(['issues.opened', 'issues.labeled'])
    await octokit.rest.issues.setLabels({ ...where, issue_number: 1, labels: ['other'] })
    const { data } = await octokit.rest.issues.listLabelsOnIssue({ ...where, issue_number: 1 })
    expect(data.map(({ name }) => name)).toEqual(['other'])
  })
})

describe("the repository's labels", () => {
  it('are made once', async () => {
    const { octokit, where } = await openWorld()
    const label = { ...where, name: 'patch-candidate', color: 'ff0000', description: 'for the next patch' }
    await octokit.rest.issues.createLabel(label)
    await expect(octokit.rest.issues.createLabel(label)).rejects.toMatchObject({ status: 422 })
    expect((await octokit.rest.issues.getLabel(label)).data.color).toBe('ff0000')
    expect((await octokit.rest.issues.listLabelsForRepo(where)).data.map(({ name }) => name)).toEqual([
      'patch-candidate',
    ])
  })
})

describe('a comment', () => {
  it('is written, changed and deleted, each told', async () => {
    const { octokit, where, github, heard } = await openWorld()
    const ada = github.person('ada')
    await ada.opensIssue({ title: 'one' })
    const { data } = await octokit.rest.issues.createComment({ ...where, issue_number: 1, body: 'hello' })
    expect(data.user?.login).toBe('release-captain[bot]')
    const at = { ...where, comment_id: data.id }
    await octokit.rest.issues.updateComment({ ...at, body: 'hello again' })
    expect((await octokit.rest.issues.getComment(at)).data.body).toBe('hello again')
    const { data: timeline } = await octokit.rest.issues.listEventsForTimeline({ ...where, issue_number: 1 })
    expect(timeline.map(({ event }) => event)).toEqual(['commented'])
    await octokit.rest.issues.deleteComment(at)
    expect((await octokit.rest.issues.listComments({ ...where, issue_number: 1 })).data).toEqual([])
    const told = ['issues.opened', 'issue_comment.created', 'issue_comment.edited', 'issue_comment.deleted']
    expect(await heard()).toEqual(told)
  })

  it('takes each reaction of somebody once', async () => {
    const { octokit, where, github } = await openWorld()
    const ada = github.person('ada')
    await ada.opensIssue({ title: 'one' })
    const { id } = await ada.comments(1, '/release plan')
    const at = { ...where, comment_id: id }
    const first = await octokit.rest.reactions.createForIssueComment({ ...at, content: 'eyes' })
    const second = await octokit.rest.reactions.createForIssueComment({ ...at, content: 'eyes' })
    expect([first.status, second.status, second.data.id]).toEqual([201, 200, first.data.id])
    expect((await octokit.rest.reactions.listForIssueComment(at)).data).toHaveLength(1)
    await octokit.rest.reactions.deleteForIssueComment({ ...at, reaction_id: first.data.id })
    expect((await octokit.rest.reactions.listForIssueComment(at)).data).toEqual([])
  })

  it('and so does an issue', async () => {
    const { octokit, where, github } = await openWorld()
    await github.person('ada').opensIssue({ title: 'one' })
    const at = { ...where, issue_number: 1 }
    const { data } = await octokit.rest.reactions.createForIssue({ ...at, content: 'rocket' })
    expect((await octokit.rest.reactions.listForIssue(at)).data.map(({ content }) => content)).toEqual([
      'rocket',
    ])
    await octokit.rest.reactions.deleteForIssue({ ...at, reaction_id: data.id })
    await octokit.rest.issues.addAssignees({ ...at, assignees: ['ada'] })
    expect((await octokit.rest.issues.removeAssignees({ ...at, assignees: ['ada'] })).data.assignees).toEqual(
      [],
    )
  })
})

describe('GraphQL', () => {
  const closing = `query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) {
    issue(number: 1) { closedByPullRequestsReferences(first: 5, includeClosedPrs: true) { nodes { number state } } }
    pullRequest(number: 2) { id isDraft mergeable closingIssuesReferences(first: 5) { nodes { number } } } } }`

  it('tells which pull requests close an issue', async () => {
    const { octokit, where, github } = await openWorld()
    const ada = github.person('ada')
    await ada.opensIssue({ title: 'It leaks' })
    await ada.pushes({ branch: 'fix', message: 'fix', files: { a: '1' } })
    await ada.opensPullRequest({ title: 'Mend', head: 'fix', body: 'closes #1' })
    await ada.merges(2)
    expect(await octokit.graphql(closing, where)).toMatchObject({
      repository: {
        issue: { closedByPullRequestsReferences: { nodes: [{ number: 2, state: 'MERGED' }] } },
        pullRequest: {
          isDraft: false,
          mergeable: 'UNKNOWN',
          closingIssuesReferences: { nodes: [{ number: 1 }] },
        },
      },
    })
  })

  it('makes a pull request a draft, and ready again', async () => {
    const { octokit, where, github, heard } = await openWorld()
    const ada = github.person('ada')
    await ada.pushes({ branch: 'fix', message: 'fix', files: { a: '1' } })
    const { number } = await ada.opensPullRequest({ title: 'Mend', head: 'fix' })
    const { data } = await octokit.rest.pulls.get({ ...where, pull_number: number })
    const change = (verb: string) =>
      octokit.graphql(
        `mutation ($id: ID!) { ${verb}(input: { pullRequestId: $id }) { pullRequest { isDraft } } }`,
        { id: data.node_id },
      )
    expect(await change('convertPullRequestToDraft')).toEqual({
      convertPullRequestToDraft: { pullRequest: { isDraft: true } },
    })
    await expect(octokit.rest.pulls.merge({ ...where, pull_number: number })).rejects.toThrow('still a draft')
    await change('markPullRequestReadyForReview')
    expect((await heard()).slice(-2)).toEqual([
      'pull_request.converted_to_draft',
      'pull_request.ready_for_review',
    ])
  })

  it('says what it does not find', async () => {
    const { octokit } = await openWorld()
    await expect(octokit.graphql(closing, { owner: 'godel', repo: 'no' })).rejects.toThrow(
      'Could not resolve to a Repository',
    )
  })
})
