import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import type { Pane, PaneMessage } from '../../src/sandbox/page/panes.ts'
import type { AppStatus } from '../../src/sandbox/page/wire.ts'
import { openPagePlayground } from './page-client.ts'
import { closedAfterwards } from './playground.ts'

/** Hears what the page's server tells; answers with how often it told something. */
async function listen(url: string): Promise<() => number> {
  const asking = get(`${url}api/events`)
  const [answer]: IncomingMessage[] = await once(asking, 'response')
  let told = 0
  answer?.on('data', (chunk: Buffer) => {
    told += String(chunk).match(/^data: /gm)?.length ?? 0
  })
  closedAfterwards(async () => asking.destroy())
  await expect.poll(() => told).toBe(1)
  return () => told
}

describe('the page hears', () => {
  it('of what the App does by the API, people by git, and whoever plays to time', async () => {
    const { page, github, clock } = await openPagePlayground()
    const told = await listen(page.url)
    const tells = (more: number) => expect.poll(told).toBeGreaterThan(more)
    const first = told()
    await github.person('linus').pushes({ branch: 'x', message: 'x', files: { x: '1' } })
    await tells(first)
    const second = told()
    clock.jumps(3_600_000)
    await tells(second)
    const third = told()
    const token = github.person('ada').token
    await fetch(`${github.url}/repos/godel/api/issues/1256/comments`, {
      method: 'POST',
      headers: { authorization: `token ${token}` },
      body: JSON.stringify({ body: 'by API' }),
    })
    await tells(third)
    expect((await page.issue(1256)).comments).toBe(1)
  })

  it('how the App is', async () => {
    let status: AppStatus = { state: 'starting', says: 'The App starts.' }
    const { page } = await openPagePlayground({ appStatus: () => status })
    const told = await listen(page.url)
    expect((await page.look()).overview.app).toEqual(status)
    const heard = told()
    status = { state: 'ready', says: 'The App listens.' }
    await expect.poll(told).toBeGreaterThan(heard)
    expect((await page.look()).overview.app.state).toBe('ready')
  })
})

describe('a pane beside GitHub', () => {
  it('shows what is said there, and lets a person write and press', async () => {
    const messages: PaneMessage[] = []
    const listeners = new Set<() => void>()
    const add = async (by: string, text: string) => {
      messages.push({ id: `m${messages.length}`, by, at: 0, text, buttons: [{ id: 'go', label: 'Go' }] })
      for (const one of listeners) one()
    }
    const chat: Pane = {
      ...{ id: 'chat', title: 'Chat', messages: () => messages, says: add },
      presses: (login, { message, button }) => add(login, `pressed ${button} on ${message}`),
      onChange: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    }
    const { page } = await openPagePlayground({ panes: [chat] })
    const told = await listen(page.url)
    await page.does('ada', 'say', { pane: 'chat', text: '**hello**' })
    await page.does('grace', 'press', { pane: 'chat', message: 'm0', button: 'go' })
    const { panes } = (await page.look()).overview
    expect(panes[0]?.messages.map(({ by, text }) => [by, text])).toEqual([
      ['ada', [{ el: 'p', children: [{ el: 'strong', children: ['hello'] }] }]],
      ['grace', [{ el: 'p', children: ['pressed go on m0'] }]],
    ])
    await expect.poll(told).toBeGreaterThan(1)
    expect(await page.act('ada', 'say', { pane: 'none', text: 'x' })).toMatchObject({ status: 404 })
  })

  it('is not there where nobody has registered one', async () => {
    const { page } = await openPagePlayground()
    expect((await page.look()).overview.panes).toEqual([])
  })
})
