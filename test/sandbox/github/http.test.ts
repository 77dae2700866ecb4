import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutPage } from '../../../sandbox/github/http/pages.ts'
import { openWorld } from '../world.ts'

describe('a list', () => {
  it('comes in pages with links, which lead the client through all of it', async () => {
    const { octokit, where, github } = await openWorld()
    const ada = github.person('ada')
    for (const title of ['one', 'two', 'three', 'four', 'five']) await ada.opensIssue({ title })
    const { headers } = await octokit.rest.issues.listForRepo({ ...where, per_page: 2, page: 2 })
    expect(headers.link?.replaceAll(github.url, '')).toMatchInlineSnapshot(
      `"</repos/godel/api/issues?per_page=2&page=1>; rel="prev", </repos/godel/api/issues?per_page=2&page=1>; rel="first", </repos/godel/api/issues?per_page=2&page=3>; rel="next", </repos/godel/api/issues?per_page=2&page=3>; rel="last""`,
    )
    const all = await octokit.paginate(octokit.rest.issues.listForRepo, {
      ...where,
      per_page: 2,
      direction: 'asc',
    })
    expect(all.map(({ title }) => title)).toEqual(['one', 'two', 'three', 'four', 'five'])
  })

  it('loses nothing and repeats nothing, whatever the size of its pages', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 250 }), fc.integer({ min: 1, max: 100 }), (items, size) => {
        const seen: unknown[] = []
        let next: string | undefined = `http://x/?per_page=${size}`
        while (next !== undefined) {
          const page = cutPage(items, new URL(next))
          seen.push(...page.items)
          next = /<([^>]+)>; rel="next"/.exec(page.link ?? '')?.[1]
        }
        expect(seen).toEqual(items)
      }),
    )
  })
})

describe('an answer', () => {
  it('that is known already by its ETag is 304, and costs no call of the hour', async () => {
    const { as, github, where } = await openWorld()
    const octokit = as(github.person('ada').token)
    const { headers } = await octokit.rest.repos.get(where)
    const again = octokit.rest.repos.get({ ...where, headers: { 'if-none-match': headers.etag ?? '' } })
    await expect(again).rejects.toMatchObject({ status: 304 })
    const { data } = await octokit.rest.rateLimit.get()
    expect([data.rate.used, data.rate.remaining]).toEqual([1, 4999])
  })

  it('counts the calls of the hour, then refuses until the next', async () => {
    const { as, github, where, passes } = await openWorld({ hourlyLimit: 2 })
    const octokit = as(github.person('ada').token)
    const remaining = async () => (await octokit.rest.repos.get(where)).headers['x-ratelimit-remaining']
    expect([await remaining(), await remaining()]).toEqual(['1', '0'])
    await expect(remaining()).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('rate limit exceeded'),
    })
    passes(3_600_000)
    expect(await remaining()).toBe('1')
  })

  it('to what GitHub does not know is its 404', async () => {
    const { octokit, as, github, where } = await openWorld()
    await expect(octokit.request('GET /nothing/here')).rejects.toMatchObject({ status: 404 })
    await expect(octokit.rest.issues.get({ ...where, issue_number: 9 })).rejects.toMatchObject({
      status: 404,
    })
    await github.repository('secret', { private: true })
    await expect(as(undefined).rest.repos.get({ ...where, repo: 'secret' })).rejects.toMatchObject({
      status: 404,
    })
  })

  it('to a body that is not JSON, or lacks a field, says so', async () => {
    const { github, octokit, where } = await openWorld()
    const { token } = github.person('ada')
    const url = `${github.url}/repos/godel/api/issues`
    const answer = await fetch(url, {
      method: 'POST',
      body: '{',
      headers: { authorization: `token ${token}` },
    })
    expect([answer.status, await answer.json()]).toMatchObject([400, { message: 'Problems parsing JSON' }])
    await expect(
      octokit.request({ method: 'POST', url: '/repos/{owner}/{repo}/issues', ...where }),
    ).rejects.toMatchObject({
      status: 422,
    })
  })
})

describe('a fault', () => {
  it('fails the call and does nothing', async () => {
    const { octokit, where, github } = await openWorld()
    github.faults.add('issues/create', { kind: 'broken', status: 502 })
    await expect(octokit.rest.issues.create({ ...where, title: 'x' })).rejects.toMatchObject({ status: 502 })
    expect((await octokit.rest.issues.listForRepo(where)).data).toEqual([])
  })

  it('says when to come back after too many calls', async () => {
    const { octokit, where, github } = await openWorld()
    github.faults.add('issues/create', { kind: 'secondary-limit', retryAfterSeconds: 7 })
    const refused = octokit.rest.issues.create({ ...where, title: 'x' })
    await expect(refused).rejects.toMatchObject({
      status: 403,
      response: { headers: { 'retry-after': '7' } },
    })
  })

  it('ends a token before its time', async () => {
    const { as, where, github } = await openWorld()
    const octokit = as(github.person('ada').token)
    github.faults.add('repos/get', { kind: 'expired' })
    await expect(octokit.rest.repos.get(where)).rejects.toMatchObject({ status: 401 })
    await expect(octokit.rest.repos.get(where)).rejects.toMatchObject({ status: 401 })
  })

  it('loses the answer after the write', async () => {
    const { octokit, where, github } = await openWorld()
    github.faults.add('issues/create', { kind: 'reply-lost' })
    await expect(octokit.rest.issues.create({ ...where, title: 'x' })).rejects.toMatchObject({ status: 500 })
    expect((await octokit.rest.issues.listForRepo(where)).data).toHaveLength(1)
  })

  it('is there for one call alone where a tap adds it, and a tap breaks calls off on either side', async () => {
    const { github, octokit, where } = await openWorld()
    const passed: string[] = []
    const hush = github.taps(({ call, when, body }) => {
      if (!call.startsWith('issues/')) return 'goes-on'
      const { title = '' } = body.length === 0 ? {} : JSON.parse(body.toString())
      passed.push(`${when} ${call} ${title}`.trim())
      if (title === 'fails' && when === 'before') github.faults.add(call, { kind: 'broken', status: 500 })
      return title === when ? 'breaks' : 'goes-on'
    })
    for (const title of ['fails', 'before', 'after'])
      await expect(octokit.rest.issues.create({ ...where, title })).rejects.toThrow()
    const { data } = await octokit.rest.issues.listForRepo(where)
    hush()
    expect(data.map(({ title }) => title)).toEqual(['after'])
    expect(passed).toEqual([
      'before issues/create fails',
      'before issues/create before',
      'before issues/create after',
      'after issues/create after',
      'before issues/list-for-repo',
      'after issues/list-for-repo',
    ])
  })

  it('shows a read as it was last, or as not there yet', async () => {
    const { octokit, where, github } = await openWorld()
    const ada = github.person('ada')
    await octokit.rest.issues.listForRepo(where)
    await ada.opensIssue({ title: 'x' })
    github.faults.add('issues/list-for-repo', { kind: 'lag' })
    github.faults.add('issues/get', { kind: 'lag' })
    expect((await octokit.rest.issues.listForRepo(where)).data).toEqual([])
    await expect(octokit.rest.issues.get({ ...where, issue_number: 1 })).rejects.toMatchObject({
      status: 404,
    })
    expect((await octokit.rest.issues.get({ ...where, issue_number: 1 })).data.title).toBe('x')
  })

  it('lets somebody else be quicker: the ref moved meanwhile', async () => {
    const { octokit, where, github } = await openWorld()
    const ada = github.person('ada')
    const sha = await ada.pushes({ branch: 'fix', message: 'one', files: { a: '1' } })
    const next = await ada.pushes({ branch: 'next', from: 'fix', message: 'two', files: { a: '2' } })
    const overtake = () => ada.pushes({ branch: 'fix', message: 'other', files: { b: '1' } })
    github.faults.add('git/update-ref', { kind: 'overtaken', by: overtake })
    const update = octokit.rest.git.updateRef({ ...where, ref: 'heads/fix', sha: next })
    await expect(update).rejects.toThrow('Update is not a fast forward')
    expect(sha).not.toBe(next)
  })
})
