import { describe, expect, it } from 'vitest'
import { matchRoute } from '../../../sandbox/github/http/match.ts'
import { ROUTES } from '../../../sandbox/github/routes.ts'
import { operations, wrongInAnswer, wrongInWebhook } from './github-api.ts'

/** GraphQL is one call, which the description of REST does not have. */
const REST = ROUTES.filter(({ call }) => call !== 'graphql')

describe("GitHub's own description", () => {
  it('has every call of the sandbox, under the same name, method and path', () => {
    const ours = REST.map(({ call, method, path }) => [call, `${method} ${path}`] as const).sort()
    const theirs = Object.entries(operations).map(
      ([call, { method, path }]) => [call, `${method} ${path}`] as const,
    )
    expect(ours).toEqual(theirs.sort())
  })

  it('leads each path to its own call', () => {
    const led = REST.map(
      ({ method, path }) => matchRoute(ROUTES, method, path.replaceAll(/[{}]/g, ''))?.route.call,
    )
    expect(led).toEqual(REST.map(({ call }) => call))
  })

  it('tells a wrong answer from a right one', () => {
    const call = { method: 'GET', path: '/repos/o/r/git/ref/heads/a/b' }
    const object = { type: 'commit', sha: 'a'.repeat(40), url: 'x' }
    const right = { ref: 'refs/heads/a/b', node_id: 'x', url: 'x', object }
    expect(wrongInAnswer(call, { status: 200, body: right })).toEqual([])
    expect(wrongInAnswer(call, { status: 200, body: { ...right, node_id: 3 } })).toEqual([
      'git/get-ref 200: /node_id must be string',
    ])
    expect(wrongInAnswer(call, { status: 201, body: right })).toEqual([
      'git/get-ref 201: GitHub never answers so',
    ])
  })

  it('tells a wrong webhook from a right one', () => {
    expect(wrongInWebhook('issues', 'opened', {})).toContain(
      "issues-opened:  must have required property 'issue'",
    )
    expect(wrongInWebhook('issues', 'sung', {})).toEqual(['issues-sung: GitHub has no such webhook'])
  })
})

describe('a path', () => {
  it.each([
    ['/repos/o/r/branches/release/v1/protection', 'repos/get-branch-protection', { branch: 'release/v1' }],
    ['/repos/o/r/branches/release/v1', 'repos/get-branch', { branch: 'release/v1' }],
    ['/repos/o/r/compare/a%2Fb...c/d', 'repos/compare-commits-with-basehead', { basehead: 'a/b...c/d' }],
    ['/repos/o/r/commits/release/v1/check-runs', 'checks/list-for-ref', { ref: 'release/v1' }],
    ['/repos/o/r/labels/a%20b', 'issues/get-label', { name: 'a b' }],
  ])('%s leads to %s', (path, call, params) => {
    const match = matchRoute(ROUTES, 'GET', path)
    expect([match?.route.call, match?.params]).toEqual([call, expect.objectContaining(params)])
  })

  it('that is no good encoding leads nowhere', () => {
    expect(matchRoute(ROUTES, 'GET', '/repos/o/r/labels/%E0')).toBeUndefined()
  })
})
