import { expect } from 'vitest'
import { openPage, type PageOptions } from '../../../sandbox/playground/page/open.ts'
import type { IssueView, PageData } from '../../../sandbox/playground/wire/wire.ts'
import { closeAfterTest } from '../../worlds/close-after.ts'
import type { Lacking } from '../stand-in.ts'
import { openPlayground, type Playground } from './playground.ts'

/** The page's server as its browser half talks to it. */
export interface PageClient {
  readonly url: string
  readonly token: string
  readonly look: (at?: string, me?: string) => Promise<PageData>
  readonly issue: (number: number) => Promise<IssueView>
  /** Does something as somebody; answers with the status and what was said. */
  readonly act: (by: string, name: string, given?: unknown) => Promise<{ status: number; says?: string }>
  /** As `act`, and it has to be done. */
  readonly does: (by: string, name: string, given?: unknown) => Promise<void>
}

export interface OpenPage extends Playground {
  readonly page: PageClient
}

/** Opens the playground with its page; both are closed after the test. */
export async function openPagePlayground(
  given: { readonly app?: Lacking; readonly speed?: number } & Partial<PageOptions> = {},
): Promise<OpenPage> {
  const { app, speed, ...options } = given
  const world = await openPlayground({ ...(app ? { app } : {}), ...(speed ? { speed } : {}) })
  const { url, close } = await openPage({ ...world, port: 0, ...options })
  closeAfterTest(close)
  return { ...world, page: await clientOf(url) }
}

/** Talks to a page as its browser half does. */
export async function clientOf(url: string): Promise<PageClient> {
  const html = await (await fetch(url)).text()
  const token = /name="token" content="([^"]+)"/.exec(html)?.[1] ?? ''
  const headers = { 'x-sandbox-token': token }
  const look = async (at = '/', me = 'ada'): Promise<PageData> => {
    const answer = await fetch(`${url}api/look?${new URLSearchParams({ at, me })}`, { headers })
    return JSON.parse(await answer.text())
  }
  const act: PageClient['act'] = async (by, name, given = {}) => {
    const answer = await fetch(`${url}api/do`, {
      method: 'POST',
      headers: { ...headers, origin: new URL(url).origin, 'content-type': 'application/json' },
      body: JSON.stringify({ by, do: name, with: given }),
    })
    const { done, ...said } = JSON.parse(await answer.text())
    return { status: answer.status, ...said }
  }
  return {
    ...{ url, token, look, act },
    issue: async (number) => {
      const { view } = await look(`/issues/${number}`)
      if (view.kind !== 'issue') throw new Error(`#${number} shows as ${view.kind}`)
      return view
    },
    does: async (by, name, given) => expect(await act(by, name, given)).toEqual({ status: 200 }),
  }
}
