import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createHttpClient } from '../../src/http-client/http-client.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections()
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `http://127.0.0.1:${address.port}`
}

const get = (baseUrl: string, rest: object = {}) =>
  createHttpClient({ baseUrl, headers: { authorization: 'Bearer s3cret' }, ...rest })({
    method: 'GET',
    path: '/x',
  })

describe('a client of one server', () => {
  it('asks below its base, with its login', async () => {
    const url = await serve(({ url, headers }, response) => response.end(`${url} ${headers.authorization}`))
    expect(await get(`${url}/prefix/`)).toMatchObject({ status: 200, text: '/prefix/x Bearer s3cret' })
  })

  it('asks no other host, whatever the path says', async () => {
    const client = createHttpClient({ baseUrl: 'https://deploy.internal', headers: {} })
    for (const path of ['.evil.example/x', '@evil.example/x', ':1/x'])
      expect(await client({ method: 'GET', path })).toMatchObject({ kind: 'failed', detail: 'other-host' })
  })

  it('follows a redirect within the host, and none to another', async () => {
    const here = await serve(({ url }, response) =>
      url === '/x' ? response.writeHead(302, { location: '/y' }).end() : response.end(url),
    )
    expect(await get(here)).toMatchObject({ text: '/y' })
    let reached = false
    const other = await serve((_, response) => {
      reached = true
      response.end()
    })
    const away = await serve((_, response) => response.writeHead(302, { location: other }).end())
    expect(await get(away)).toMatchObject({ kind: 'failed', why: 'redirected', maybeDone: false })
    expect(reached).toBe(false)
  })

  it('ends with a server that is slow, that ends the connection, or that isn’t there', async () => {
    const slow = await serve(() => {})
    expect(await get(slow, { timeoutMs: 50 })).toMatchObject({ why: 'timeout', maybeDone: true })
    const rude = await serve(({ socket }) => socket.destroy())
    expect(await get(rude)).toMatchObject({ why: 'broken-off', maybeDone: true })
    const gone = await serve(() => {})
    await new Promise((resolve) => servers.pop()?.close(resolve))
    expect(await get(gone)).toMatchObject({ kind: 'failed', maybeDone: false })
  })

  it('reads no more than it was told to', async () => {
    const large = await serve((_, response) => response.end('x'.repeat(2_000)))
    expect(await get(large, { maxBytes: 1_000 })).toMatchObject({ why: 'too-large' })
  })

  it('is led to no other host by a path', async () => {
    const client = createHttpClient({ baseUrl: 'http://127.0.0.1:1', headers: {} })
    expect(await client({ method: 'GET', path: '@example.com/x' })).toMatchObject({ kind: 'failed' })
  })

  it('says nothing of the login when it fails', async () => {
    const rude = await serve(({ socket }) => socket.destroy())
    expect(JSON.stringify(await get(rude))).not.toContain('s3cret')
  })
})
