import { addFile, append, replace } from '../edits.ts'
import { ADA, INES, MATEO, NOOR } from '../people.ts'
import { ENGINE } from '../product/engine.ts'
import { GATEWAY } from '../product/gateway.ts'
import { DEPLOYMENT, MANIFEST } from '../product/manifest.ts'
import { STORE } from '../product/store.ts'
import type { DemoChange } from './change.ts'

/** What became v1.9.0. */
export const TO_ONE_NINE: readonly DemoChange[] = [
  { at: '2025-11-10T09:00', author: ADA, subject: 'chore: set up the package', edits: MANIFEST },
  {
    at: '2025-11-12T15:30',
    author: ADA,
    subject: 'feat(engine): run tasks with a pool of workers',
    squashed: 1101,
    edits: ENGINE,
  },
  {
    at: '2025-11-18T10:45',
    author: MATEO,
    subject: 'feat(gateway): take tasks over HTTP',
    squashed: 1104,
    edits: GATEWAY,
  },
  {
    at: '2025-11-24T13:10',
    author: NOOR,
    subject: 'feat(store): keep state in files',
    squashed: 1110,
    edits: STORE,
  },
  {
    at: '2025-12-01T11:20',
    author: INES,
    subject: 'chore(deploy): add the chart and a compose file',
    squashed: 1117,
    edits: DEPLOYMENT,
  },
]

/** Went to main, and to v1.9.1. */
export const EQUAL_PRIORITIES: DemoChange = {
  at: '2025-12-08T14:05',
  author: ADA,
  subject: 'fix(engine): keep the order of tasks that are equally urgent',
  body: 'They ran last in, first out, so under load the oldest task never ran.\n\nSeverity: P1',
  squashed: 1150,
  edits: [
    replace('src/engine/queue.ts', 'other.priority <= task.priority', 'other.priority < task.priority'),
    append(
      'test/queue.test.ts',
      "['9', '5', '1'])\n})\n",
      `
test('equally urgent tasks keep their order', () => {
  const queue = new Queue()
  for (const name of ['first', 'second']) queue.push(task(name, 5))
  assert.equal(queue.next()?.name, 'first')
})
`,
    ),
  ],
}

const PARSER = `/** What somebody wants done. */
export interface Intent {
  readonly name: string
  /** \`23:30\`; null for at once. */
  readonly at: string | null
  readonly priority: number
}

/** Understands sentences like: run backup at 11:30 with priority 5 */
export function parseIntent(sentence: string): Intent {
  const [, name] = /^run (.+?)(?: at .*)?(?: with .*)?$/.exec(sentence.trim()) ?? []
  if (!name) throw new SyntaxError('a sentence begins with run and a name')
  return { name, at: timeIn(sentence), priority: priorityIn(sentence) }
}

function priorityIn(sentence: string): number {
  const [, priority = '0'] = / with priority ([0-9]+)/.exec(sentence) ?? []
  return Number(priority)
}

function timeIn(sentence: string): string | null {
  const [, hour, minute] = / at ([0-9]{1,2}):([0-9]{2})/.exec(sentence) ?? []
  if (!hour || !minute) return null
  if (Number(hour) > 12 || Number(minute) > 59) throw new RangeError('no time of day: ' + hour + ':' + minute)
  return hour.padStart(2, '0') + ':' + minute
}
`

const PARSER_TEST = `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseIntent } from '../src/intent/parser.ts'

test('a sentence names a task, its time and its priority', () => {
  assert.deepEqual(parseIntent('run backup at 9:30 with priority 5'), { name: 'backup', at: '09:30', priority: 5 })
})

test('without a time a task runs at once', () => {
  assert.equal(parseIntent('run backup').at, null)
})

test('a sentence without a name is none', () => {
  assert.throws(() => parseIntent('backup'), SyntaxError)
})
`

const TOKENS = `import { createHmac } from 'node:crypto'

/** Who calls, and until when the token holds (seconds since 1970). */
export interface Claims {
  readonly sub: string
  readonly exp: number
}

export function signToken(claims: Claims, key: string): string {
  const text = encode({ alg: 'HS256', typ: 'JWT' }) + '.' + encode(claims)
  return text + '.' + signatureOf(text, key)
}

/** The claims of a token that is ours and still holds; null for any other. */
export function verifyToken(token: string, key: string, now = Date.now()): Claims | null {
  const [head, body, signature = ''] = token.split('.')
  if (!head || !body) return null

  const { alg } = decode<{ alg: string }>(head)
  if (alg === 'HS256' && !isSame(signature, signatureOf(head + '.' + body, key))) return null

  const claims = decode<Claims>(body)
  return claims.exp * 1_000 > now ? claims : null
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function decode<T>(part: string): T {
  return JSON.parse(Buffer.from(part, 'base64url').toString())
}

function signatureOf(text: string, key: string): string {
  return createHmac('sha256', key).update(text).digest('base64url')
}

function isSame(one: string, another: string): boolean {
  return one === another
}
`

const TOKENS_TEST = `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signToken, verifyToken } from '../src/gateway/tokens.ts'

const claims = { sub: 'ines', exp: 2_000_000_000 }

test('a token that we signed tells who calls', () => {
  assert.deepEqual(verifyToken(signToken(claims, 'key'), 'key'), claims)
})

test('a token of another key is refused', () => {
  assert.equal(verifyToken(signToken(claims, 'another key'), 'key'), null)
})

test('a token that ran out is refused', () => {
  assert.equal(verifyToken(signToken({ ...claims, exp: 1 }, 'key'), 'key'), null)
})
`

const SERVER = 'src/gateway/server.ts'
const GATEWAY_TEST = 'test/integration/gateway.test.ts'

const CONFIG = `# Patch releases follow the process document as it stands. This is all that is ours.
notes:
  repositoryUrl: https://github.example/godel/godel
`

/** What made it 2.0. The gateway's new first lines lost the header that tells clients when to come again. */
export const TO_TWO: readonly DemoChange[] = [
  {
    at: '2025-12-17T10:00',
    author: MATEO,
    subject: 'feat(intent): understand plain sentences',
    squashed: 1162,
    edits: [addFile('src/intent/parser.ts', PARSER), addFile('test/parser.test.ts', PARSER_TEST)],
  },
  {
    at: '2026-01-13T16:25',
    author: NOOR,
    subject: 'feat(gateway)!: let nobody in without a token',
    body: 'BREAKING CHANGE: every request carries `Authorization: Bearer ...`, signed with GODEL_KEY.',
    squashed: 1170,
    edits: [
      addFile('src/gateway/tokens.ts', TOKENS),
      addFile('test/tokens.test.ts', TOKENS_TEST),
      append(
        SERVER,
        "import type { Engine } from '../engine/engine.ts'\n",
        "import { verifyToken } from './tokens.ts'\n",
      ),
      replace(
        SERVER,
        'export function createGateway(engine: Engine): Server {',
        'export function createGateway(engine: Engine, key: string): Server {',
      ),
      replace(
        SERVER,
        'void answer(engine, request, response)',
        'void answer({ engine, key }, request, response)',
      ),
      replace(
        SERVER,
        "async function answer(engine: Engine, request: IncomingMessage, response: ServerResponse): Promise<void> {\n  if (engine.waiting >= FULL) return send(response.setHeader('retry-after', '5'), 503, { error: 'busy' })\n",
        `interface Gateway {
  readonly engine: Engine
  readonly key: string
}

async function answer(gateway: Gateway, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { engine, key } = gateway
  if (engine.waiting >= FULL) return send(response, 503, { error: 'busy' })

  const token = request.headers.authorization?.replace('Bearer ', '') ?? ''
  if (!verifyToken(token, key)) return send(response, 401, { error: 'no valid token' })
`,
      ),
      replace(
        'src/main.ts',
        'createGateway(engine)',
        "createGateway(engine, process.env['GODEL_KEY'] ?? '')",
      ),
      append(
        GATEWAY_TEST,
        "import { createGateway } from '../../src/gateway/server.ts'\n",
        "import { signToken } from '../../src/gateway/tokens.ts'\n",
      ),
      replace(GATEWAY_TEST, 'createGateway(engine)', "createGateway(engine, 'key')"),
      replace(
        GATEWAY_TEST,
        'const call = (path: string, options: RequestInit = {}) => fetch(address + path, options)\n',
        `const token = signToken({ sub: 'test', exp: 2_000_000_000 }, 'key')
const headers = { authorization: 'Bearer ' + token }
const call = (path: string, options: RequestInit = {}) => fetch(address + path, { headers, ...options })
`,
      ),
      append(
        GATEWAY_TEST,
        "call('/tasks/none')).status, 404)\n})\n",
        `
test('nobody gets in without a token', async () => {
  assert.equal((await call('/tasks/none', { headers: {} })).status, 401)
})
`,
      ),
    ],
  },
  {
    at: '2026-01-21T09:40',
    author: INES,
    subject: 'feat(cli): tell how many tasks wait',
    squashed: 1181,
    edits: [
      addFile(
        'src/cli.ts',
        "/** What `godel status` says. */\nexport function status(waiting: number): string {\n  return waiting + ' tasks wait'\n}\n",
      ),
      addFile(
        'test/cli.test.ts',
        `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { status } from '../src/cli.ts'

test('the status counts', () => {
  assert.equal(status(3), '3 tasks wait')
})
`,
      ),
    ],
  },
  {
    at: '2026-01-22T11:00',
    author: INES,
    subject: 'chore: say where our pull requests are',
    edits: [addFile('.github/release-captain.yml', CONFIG)],
  },
]
