import { ProbotOctokit } from 'probot'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { fetchFactsByToken } from '../../../src/adapters/github/facts-by-token.ts'
import { type AdapterWorld, openAdapter } from './world.ts'

async function accessOf({ octokit, github, checkedFetch, now }: AdapterWorld) {
  const { token } = z.object({ token: z.string() }).parse(await octokit.auth({ type: 'installation' }))
  const quiet = () => undefined
  return {
    ...{
      Octokit: ProbotOctokit,
      apiUrl: github.url,
      token,
      userAgent: 'release-captain/test',
      fetch: checkedFetch,
    },
    ...{ now: () => Math.floor(now() / 1000), log: { info: quiet, warn: quiet } },
  }
}

describe("facts by a person's own token", () => {
  it('are what GitHub says of pull requests', async () => {
    const world = await openAdapter()
    const ada = world.github.person('ada')
    await ada.pushes({ branch: 'fix', message: 'fix: it', files: { a: '1' } })
    const { number } = await ada.opensPullRequest({ title: 'Fix it', head: 'fix', body: '' })
    await ada.labels(number, 'P1')
    await ada.merges(number)

    const found = await fetchFactsByToken(await accessOf(world), world.where, [number, 99])
    expect([...found].map(([key, { labels }]) => [key, labels])).toEqual([[number, ['P1']]])
  })

  it('are none where the token does not reach the repository', async () => {
    const world = await openAdapter()
    const at = { owner: 'godel', repo: 'elsewhere' }
    expect(await fetchFactsByToken(await accessOf(world), at, [1])).toEqual(new Map())
  })
})
