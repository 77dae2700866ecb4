import { addFile, type Edit } from '../edits.ts'

/** The API gateway of the demo product, as of v1.9. */
export const GATEWAY: readonly Edit[] = [
  addFile(
    'src/gateway/server.ts',
    `import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Engine } from '../engine/engine.ts'

/** So many tasks may wait; then clients have to. */
const FULL = 1_000

/** Takes tasks over HTTP, and tells how they are. */
export function createGateway(engine: Engine): Server {
  return createServer((request, response) => {
    void answer(engine, request, response)
  })
}

async function answer(engine: Engine, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (engine.waiting >= FULL) return send(response.setHeader('retry-after', '5'), 503, { error: 'busy' })

  const { pathname } = new URL(request.url ?? '/', 'http://gateway')
  if (request.method === 'POST' && pathname === '/tasks') return create(engine, request, response)

  const task = engine.find(pathname.replace('/tasks/', ''))
  if (!task) return send(response, 404, { error: 'no such task' })
  send(response, 200, task)
}

async function create(engine: Engine, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { name, priority } = JSON.parse(await bodyOf(request))
  send(response, 201, engine.submit(name, priority))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}
`,
  ),
  addFile(
    'src/main.ts',
    `import { Engine } from './engine/engine.ts'
import { createGateway } from './gateway/server.ts'
import { VERSION } from './version.ts'

const engine = new Engine(async ({ name }) => console.log('running', name))
createGateway(engine).listen(8080, () => console.log('Godel', VERSION, 'listens on 8080'))
`,
  ),
  addFile(
    'test/integration/gateway.test.ts',
    `import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { Engine } from '../../src/engine/engine.ts'
import { createGateway } from '../../src/gateway/server.ts'

const engine = new Engine(async () => {})
const gateway = createGateway(engine)
let address = ''

before(async () => {
  await new Promise<void>((listening) => gateway.listen(0, '127.0.0.1', listening))
  address = 'http://127.0.0.1:' + (gateway.address() as AddressInfo).port
})
after(() => gateway.close())

const call = (path: string, options: RequestInit = {}) => fetch(address + path, options)

test('a task that was sent can be asked for', async () => {
  const created = await call('/tasks', { method: 'POST', body: '{"name":"backup"}' })
  assert.equal(created.status, 201)
  const { id } = (await created.json()) as { id: string }
  assert.equal((await call('/tasks/' + id)).status, 200)
})

test('a task that never was is not found', async () => {
  assert.equal((await call('/tasks/none')).status, 404)
})
`,
  ),
]
