import { addFile, append, type Edit, replace } from '../edits.ts'
import { ADA, INES, MATEO, NOOR } from '../people.ts'
import { bumpFiles } from '../product/manifest.ts'
import type { DemoChange } from './change.ts'

const SERVER = 'src/gateway/server.ts'
const GATEWAY_TEST = 'test/integration/gateway.test.ts'

export const BEGIN_TWO: DemoChange = {
  at: '2025-12-15T08:50',
  author: INES,
  subject: 'chore: begin 2.0',
  edits: bumpFiles('1.9.0', '2.0.0-dev'),
}

export const BEGIN_TWO_ONE: DemoChange = {
  at: '2026-01-30T16:00',
  author: INES,
  subject: 'chore: begin 2.1',
  edits: bumpFiles('2.0.0-dev', '2.1.0-dev'),
}

/** On the line before v2.0.0 with `cherry-pick -x`: its trailer tells. */
export const NOTHING_AFTER_STOP: DemoChange = {
  at: '2026-01-28T14:40',
  author: ADA,
  subject: 'fix(engine): take no task after the engine was stopped',
  body: 'Such a task waited for ever.\n\nSeverity: P1\nReviewed-by: Noor Haddad <noor@godel.example>',
  squashed: 1219,
  edits: [
    append(
      'src/engine/engine.ts',
      'submit(name: string, priority = 0): Task {\n',
      "    if (this.#stopped) throw new Error('the engine was stopped')\n",
    ),
    append(
      'test/engine.test.ts',
      "['failed', 'done'])\n})\n",
      `
test('a stopped engine takes nothing more', () => {
  const engine = new Engine(async () => {})
  engine.stop()
  assert.throws(() => engine.submit('backup'), /stopped/)
})
`,
    ),
  ],
}

const TOO_LONG_TEST: Edit = append(
  GATEWAY_TEST,
  'headers: {} })).status, 401)\n})\n',
  `
test('a body over 64 KiB is refused', async () => {
  const body = JSON.stringify({ name: 'x'.repeat(70_000) })
  assert.equal((await call('/tasks', { method: 'POST', body })).status, 413)
})
`,
)

const TOO_LONG = {
  author: MATEO,
  subject: 'fix(gateway): answer 413 to bodies over 64 KiB',
  squashed: 1221,
}

/** On main: whatever the client says of the length, it is counted. */
export const TOO_LONG_ON_MAIN: DemoChange = {
  ...TOO_LONG,
  at: '2026-01-29T10:05',
  edits: [
    append(SERVER, 'const FULL = 1_000\n', '\n/** In bytes. */\nconst LONGEST_BODY = 65_536\n'),
    replace(
      SERVER,
      '  const { name, priority } = JSON.parse(await bodyOf(request))\n',
      `  const body = await bodyOf(request)
  if (body === null) return send(response, 413, { error: 'too long' })

  const { name, priority } = JSON.parse(body)
`,
    ),
    replace(
      SERVER,
      'request: IncomingMessage): Promise<string> {\n',
      'request: IncomingMessage): Promise<string | null> {\n',
    ),
    replace(
      SERVER,
      '  for await (const chunk of request) chunks.push(chunk)\n  return Buffer.concat(chunks).toString()\n',
      `  let length = 0
  for await (const chunk of request) {
    length += chunk.length
    if (length <= LONGEST_BODY) chunks.push(chunk)
  }
  return length > LONGEST_BODY ? null : Buffer.concat(chunks).toString()
`,
    ),
    TOO_LONG_TEST,
  ],
}

/** On the line: done by hand, another change with the same number. */
export const TOO_LONG_ON_THE_LINE: DemoChange = {
  ...TOO_LONG,
  at: '2026-01-30T11:15',
  edits: [
    append(
      SERVER,
      'async function create(engine: Engine, request: IncomingMessage, response: ServerResponse): Promise<void> {\n',
      `  const length = Number(request.headers['content-length'] ?? 0)
  if (length > 65_536) return send(response, 413, { error: 'too long' })

`,
    ),
    TOO_LONG_TEST,
  ],
}

/** Committed to main, and to the line without a word about it: the patch-id tells. */
export const QUOTED_NAMES: DemoChange = {
  at: '2026-01-30T08:31',
  author: MATEO,
  subject: 'fix(intent): take the quotes off names',
  edits: [
    replace('src/intent/parser.ts', 'return { name, at:', "return { name: name.replaceAll('\"', ''), at:"),
    append(
      'test/parser.test.ts',
      "parseIntent('run backup').at, null)\n})\n",
      `
test('a name may be quoted', () => {
  assert.equal(parseIntent('run "nightly backup" at 9:30').name, 'nightly backup')
})
`,
    ),
  ],
}

/** On the line alone; #1247 does a part of it on main later. */
export const REHEARSAL: DemoChange = {
  at: '2026-02-02T17:20',
  author: INES,
  subject: 'chore(deploy): settings that the release rehearsal asked for',
  edits: [
    replace('helm/values.yaml', 'api:\n  replicas: 1\n', 'api:\n  replicas: 2\n'),
    replace('helm/values.yaml', 'limits:\n      memory: 256Mi\n', 'limits:\n      memory: 512Mi\n'),
  ],
}

export const BUSY_WORKERS: DemoChange = {
  at: '2026-01-28T09:12',
  author: NOOR,
  subject: 'feat(cli): tell how many workers are busy',
  squashed: 1208,
  edits: [
    append(
      'src/engine/engine.ts',
      'return this.#queue.length\n  }\n',
      '\n  get busy(): number {\n    return this.#busy\n  }\n',
    ),
    replace(
      'src/cli.ts',
      "status(waiting: number): string {\n  return waiting + ' tasks wait'\n",
      "status(waiting: number, busy: number): string {\n  return waiting + ' tasks wait, ' + busy + ' workers are busy'\n",
    ),
    replace(
      'test/cli.test.ts',
      "status(3), '3 tasks wait'",
      "status(3, 2), '3 tasks wait, 2 workers are busy'",
    ),
    addFile('docs/whats-new.md', '# New in 2.1\n\n- `godel status` tells how many workers are busy.\n'),
  ],
}
