import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openFactsLookup } from '../../src/app/look-up-facts.ts'

const cacheDir = await mkdtemp(join(tmpdir(), 'facts-'))
afterAll(() => rm(cacheDir, { recursive: true, force: true }))

const PULL = {
  ...{
    number: 2,
    title: 'Fix it',
    body: '',
    mergedAt: null,
    labels: { nodes: [{ name: 'bug' }] },
    author: null,
  },
  ...{
    commits: { pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] },
    head: { nodes: [] },
    reviews: { nodes: [] },
    closingIssuesReferences: { nodes: [] },
  },
}

/** Answers the two queries of a lookup, and keeps to whom they were sent. */
function answering(sent: string[], now = 1_770_700_000_000) {
  const answer: typeof fetch = async (url, init) => {
    sent.push(`${url} ${new Headers(init?.headers).get('authorization')}`)
    const repository = String(init?.body).includes('pullRequest(') ? { k0: PULL } : { databaseId: 1 }
    return Response.json({ data: { repository } })
  }
  return { env: { GITHUB_TOKEN: 'secret' }, cacheDir, now: () => now, fetch: answer }
}

describe('asking GitHub with a token of one’s own', () => {
  it('asks once, and again when ten minutes have passed', async () => {
    const sent: string[] = []
    const first = await openFactsLookup(answering(sent))
    await first?.('https://github.com/godel/api', [2])
    const again = await openFactsLookup(answering(sent))
    expect((await again?.('https://github.com/godel/api', [2]))?.get(2)?.labels).toEqual(['bug'])
    expect(sent).toHaveLength(2)
    const later = await openFactsLookup(answering(sent, 1_770_700_700_000))
    await later?.('https://github.com/godel/api', [2])
    expect(sent).toHaveLength(4)
    expect(new Set(sent)).toEqual(new Set(['https://api.github.com/graphql token secret']))
  })

  it('sends the token to no other host than GitHub', async () => {
    const sent: string[] = []
    const lookUp = await openFactsLookup(answering(sent))
    expect(await lookUp?.('https://github.com.evil.example/godel/api', [2])).toEqual(new Map())
    expect(await lookUp?.('https://evil.example/godel/api', [2])).toEqual(new Map())
    expect(sent).toEqual([])
  })

  it('is not there without a token', async () => {
    expect(await openFactsLookup({ env: { PATH: '' }, cacheDir, now: () => 0 })).toBe(null)
  })
})
