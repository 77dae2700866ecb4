import { describe, expect, it } from 'vitest'
import { cacheAnswers } from '../../../src/adapters/github/calls/cache-answers.ts'
import type { Exchange } from '../../../src/adapters/github/calls/exchange.ts'
import { openAdapter } from './world.ts'

const URL_OF_A_LIST = 'https://api.github.com/repos/godel/api/issues?per_page=2'

/** A server with one text, marked by itself; says of each request what mark it was asked with. */
function server(given: { text: string; link?: string }) {
  const asked: (string | null)[] = []
  const ask: Exchange = async ({ init }) => {
    const mark = new Headers(init.headers).get('if-none-match')
    asked.push(mark)
    const etag = JSON.stringify(given.text.length)
    const headers = new Headers({ etag, ...(given.link === undefined ? {} : { link: given.link }) })
    const bytes = new Uint8Array(Buffer.from(given.text)).buffer
    if (mark === etag) return { status: 304, headers, bytes: new ArrayBuffer(0), moved: false }
    return { status: 200, headers, bytes, moved: false }
  }
  return { asked, ask }
}

async function textOf(ask: Exchange, init: RequestInit = {}): Promise<string> {
  const { status, bytes } = await ask({ url: URL_OF_A_LIST, init }, null)
  expect(status).toBe(200)
  return Buffer.from(bytes).toString()
}

describe('what GitHub answered before', () => {
  it('is asked for only if it is another by now, and costs nothing then', async () => {
    const { github, repo } = await openAdapter()
    const { number } = await github.person('ada').opensIssue({ title: 'It crashes' })
    const used = () => [...github.world.allowances.values()].reduce((sum, one) => sum + one.used, 0)
    await repo.findIssue(number)
    const before = used()
    expect(await repo.findIssue(number)).toMatchObject({ number, labels: [] })
    expect(used()).toBe(before)

    await github.person('ada').labels(number, 'crash')
    expect(await repo.findIssue(number)).toMatchObject({ number, labels: ['crash'] })
    expect(used()).toBe(before + 1)
  })

  it('is not kept of a list whose last page is full, as a next one shows in headers alone', async () => {
    const full = server({ text: '[1,2]' })
    const ask = cacheAnswers(full.ask)
    await textOf(ask)
    expect(await textOf(ask)).toBe('[1,2]')
    expect(full.asked).toEqual([null, null])

    const goingOn = server({ text: '[1,2]', link: '<https://api.github.com/x?page=2>; rel="next"' })
    const other = cacheAnswers(goingOn.ask)
    await textOf(other)
    expect(await textOf(other)).toBe('[1,2]')
    expect(goingOn.asked).toEqual([null, '5'])
  })

  it('is kept up to a size, of questions alone, and of each form by itself', async () => {
    const { asked, ask } = server({ text: '[1]' })
    const small = cacheAnswers(ask, 20)
    await textOf(small)
    await textOf(small)
    const usual = cacheAnswers(ask)
    await textOf(usual, { method: 'POST' })
    await textOf(usual, { method: 'POST' })
    await textOf(usual, { headers: { accept: 'application/json' } })
    await textOf(usual, { headers: { accept: 'text/plain' } })
    expect(asked.every((mark) => mark === null)).toBe(true)
  })
})
