import { describe, expect, it } from 'vitest'
import { openWorld } from '../world.ts'

const PULL = `query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) {
  databaseId
  pullRequest(number: 1) {
    mergedAt baseRefName mergeCommit { oid }
    author { __typename login ... on User { databaseId } }
    labels(first: 10) { nodes { name } }
    commits(last: 1) { totalCount nodes { commit {
      authors(first: 10) { nodes { user { login } } }
      statusCheckRollup { state contexts(first: 10) { nodes {
        ... on CheckRun { name conclusion checkSuite { app { slug } } } ... on StatusContext { context state } } } }
    } } }
    reviews(first: 10, states: [APPROVED]) { nodes { author { login } authorCanPushToRepository } }
  } } }`

async function withPull() {
  const world = await openWorld()
  const ada = world.github.person('ada')
  await ada.pushes({ branch: 'fix', message: 'one', files: { a: '1' } })
  const message = 'two\n\nCo-authored-by: Grace <grace@example.com>'
  const head = await ada.pushes({ branch: 'fix', message, files: { b: '1' } })
  await ada.opensPullRequest({ title: 'Fix', head: 'fix' })
  const ask = (query: string, more: Record<string, unknown> = {}) =>
    world.octokit.graphql<Record<string, unknown>>(query, { ...world.where, ...more })
  return { ...world, ada, head, ask }
}

describe('GraphQL', () => {
  it('tells of a pull request who wrote it, who approved it and how its checks went', async () => {
    const { ada, ask, github, head, octokit, where } = await withPull()
    const grace = github.person('grace')
    await ada.labels(1, 'patch-candidate')
    await grace.reviews(1, 'COMMENTED')
    await grace.reviews(1, 'APPROVED')
    await octokit.rest.checks.create({ ...where, name: 'test', head_sha: head, conclusion: 'success' })
    await octokit.rest.repos.createCommitStatus({ ...where, sha: head, context: 'snyk', state: 'failure' })
    const merged = await ada.merges(1)

    expect(await ask(PULL)).toMatchObject({
      repository: {
        databaseId: expect.any(Number),
        pullRequest: {
          mergedAt: '2026-02-10T09:00:00Z',
          baseRefName: 'main',
          mergeCommit: { oid: merged },
          author: { __typename: 'User', login: 'ada', databaseId: ada.id },
          labels: { nodes: [{ name: 'patch-candidate' }] },
          commits: {
            totalCount: 2,
            nodes: [
              {
                commit: {
                  authors: { nodes: [{ user: { login: 'ada' } }, { user: { login: 'grace' } }] },
                  statusCheckRollup: {
                    state: 'FAILURE',
                    contexts: {
                      nodes: [
                        {
                          name: 'test',
                          conclusion: 'SUCCESS',
                          checkSuite: { app: { slug: 'release-captain' } },
                        },
                        { context: 'snyk', state: 'FAILURE' },
                      ],
                    },
                  },
                },
              },
            ],
          },
          reviews: { nodes: [{ author: { login: 'grace' }, authorCanPushToRepository: true }] },
        },
      },
    })
  })

  it('tells of a commit which pull request brought it, and of no commit nothing', async () => {
    const { ada, ask, head } = await withPull()
    const merged = await ada.merges(1, 'squash')
    const query = `query ($owner: String!, $repo: String!, $oid: GitObjectID!) {
      repository(owner: $owner, name: $repo) { object(oid: $oid) {
        ... on Commit { associatedPullRequests(first: 5) { nodes { number } } } } } }`
    const of = async (oid: string) => (await ask(query, { oid }))['repository']
    const one = { object: { associatedPullRequests: { nodes: [{ number: 1 }] } } }
    expect([await of(merged), await of(head), await of('f'.repeat(40))]).toEqual([one, one, { object: null }])
  })

  it('says of what is wrong which kind it is, beside what it has', async () => {
    const { ask } = await withPull()
    const query = `query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) {
      there: pullRequest(number: 1) { number } missing: pullRequest(number: 9) { number } } }`
    await expect(ask(query)).rejects.toMatchObject({
      data: { repository: { there: { number: 1 }, missing: null } },
      errors: [{ type: 'NOT_FOUND', path: ['repository', 'missing'] }],
    })
  })
})
