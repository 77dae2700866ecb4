import { addFile, append, replace } from '../edits.ts'
import { ADA, INES, MATEO, NOOR } from '../people.ts'
import type { DemoChange } from './change.ts'

const SERVER = 'src/gateway/server.ts'
const STORE = 'src/store/store.ts'
const SNAPSHOT = 'src/store/snapshot.ts'

/** A refactor is for the next minor release, and #1244 stands on it. */
export const SNAPSHOTS: DemoChange = {
  at: '2026-02-03T15:20',
  author: NOOR,
  subject: 'refactor(store): write snapshots in one place',
  body: 'Reviewed-by: Ines Berg <ines@godel.example>',
  squashed: 1226,
  edits: [
    replace(
      STORE,
      "import { mkdir, readFile, writeFile } from 'node:fs/promises'\nimport { join } from 'node:path'\n",
      "import { readFile } from 'node:fs/promises'\nimport { join } from 'node:path'\nimport { writeSnapshot } from './snapshot.ts'\n",
    ),
    replace(
      STORE,
      '    await mkdir(this.#folder, { recursive: true })\n    await writeFile(this.#path(key), JSON.stringify(value))\n',
      '    await writeSnapshot(this.#path(key), value)\n',
    ),
    addFile(
      SNAPSHOT,
      `import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Writes a value where its key says. */
export async function writeSnapshot(path: string, value: unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, JSON.stringify(value))
}
`,
    ),
  ],
}

/** Data loss, and a conflict: what it mends was written by #1226. */
export const FULL_DISK: DemoChange = {
  at: '2026-02-09T09:30',
  author: NOOR,
  subject: 'fix(store): keep the last snapshot when the disk is full',
  body: `A snapshot that found no room left an empty file, and its state was lost.

Fixes #1243
Severity: P0
Reviewed-by: Ada Reyes <ada@godel.example>`,
  squashed: 1244,
  edits: [
    replace(
      STORE,
      '    await writeSnapshot(this.#path(key), value)\n',
      `    const isWritten = await writeSnapshot(this.#path(key), value)
    if (!isWritten) throw new Error('no room: the last snapshot of ' + key + ' stays')
`,
    ),
    replace(SNAPSHOT, 'import { mkdir, writeFile } from', 'import { mkdir, rename, rm, writeFile } from'),
    replace(
      SNAPSHOT,
      '/** Writes a value where its key says. */',
      '/** Writes a value where its key says. False: there was no room, and the one before stays. */',
    ),
    replace(SNAPSHOT, 'value: unknown): Promise<void> {', 'value: unknown): Promise<boolean> {'),
    replace(
      SNAPSHOT,
      '  await writeFile(path, JSON.stringify(value))\n',
      `  const draft = path + '.new'
  try {
    await writeFile(draft, JSON.stringify(value))
    await rename(draft, path)
    return true
  } catch (error) {
    await rm(draft, { force: true })
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false
    throw error
  }
`,
    ),
    append(
      'test/store.test.ts',
      "read('nothing'), null)\n})\n",
      `
test('nothing stays behind but the snapshot', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'godel-'))
  await new StateStore(folder).save('runs', 3)
  assert.deepEqual(await readdir(folder), ['runs.json'])
})
`,
    ),
    replace('test/store.test.ts', 'import { mkdtemp } from', 'import { mkdtemp, readdir } from'),
  ],
}

export const PAGES: DemoChange = {
  at: '2026-02-05T10:30',
  author: MATEO,
  subject: 'feat(gateway): list tasks in pages',
  squashed: 1238,
  edits: [
    addFile(
      'src/gateway/pages.ts',
      `import type { Task } from '../engine/task.ts'

const PAGE = 50

/** One page of tasks, the first for whatever is no number. */
export function pageOf(tasks: readonly Task[], asked: string | null): readonly Task[] {
  const page = Math.max(1, Number(asked) || 1)
  return tasks.slice((page - 1) * PAGE, page * PAGE)
}
`,
    ),
    addFile(
      'test/pages.test.ts',
      `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pageOf } from '../src/gateway/pages.ts'

test('a page has 50 tasks', () => {
  const tasks = Array.from({ length: 60 }, (_, at) => ({ id: String(at), name: 'x', priority: 0, state: 'done' as const }))
  assert.equal(pageOf(tasks, '1').length, 50)
  assert.equal(pageOf(tasks, '2').length, 10)
})
`,
    ),
    append(SERVER, "import { verifyToken } from './tokens.ts'\n", "import { pageOf } from './pages.ts'\n"),
    replace(
      SERVER,
      "const { pathname } = new URL(request.url ?? '/', 'http://gateway')\n",
      "const { pathname, searchParams } = new URL(request.url ?? '/', 'http://gateway')\n",
    ),
    append(
      SERVER,
      "pathname === '/tasks') return create(engine, request, response)\n",
      "  if (pathname === '/tasks') return send(response, 200, pageOf(engine.all(), searchParams.get('page')))\n",
    ),
    append('docs/whats-new.md', 'how many workers are busy.\n', '- `GET /tasks?page=2` lists tasks.\n'),
  ],
}

export const ONE_TASK: DemoChange = {
  at: '2026-02-06T15:05',
  author: INES,
  subject: 'fix(cli): say "1 task waits"',
  body: 'Severity: P3',
  squashed: 1242,
  edits: [
    replace(
      'src/cli.ts',
      "return waiting + ' tasks wait, '",
      "return waiting + (waiting === 1 ? ' task waits, ' : ' tasks wait, ')",
    ),
    append(
      'test/cli.test.ts',
      "'3 tasks wait, 2 workers are busy')\n})\n",
      "\ntest('one task is one task', () => {\n  assert.match(status(1, 0), /^1 task waits/)\n})\n",
    ),
  ],
}

export const PORTS: DemoChange = {
  at: '2026-02-06T16:00',
  author: ADA,
  subject: 'docs: say on which port the gateway listens',
  edits: [append('README.md', 'The API gateway takes tasks', ' on port 8080')],
}

/** Reverted two hours later: neither is a candidate. */
export const MANY_WORKERS: DemoChange = {
  at: '2026-02-09T10:10',
  author: MATEO,
  subject: 'perf(engine): run 64 tasks at a time',
  squashed: 1246,
  edits: [replace('src/engine/engine.ts', 'workers = 4, keptFor', 'workers = 64, keptFor')],
}

export function createFewWorkersAgain(reverted: string): DemoChange {
  return {
    at: '2026-02-09T12:20',
    author: MATEO,
    subject: 'Revert "perf(engine): run 64 tasks at a time (#1246)"',
    body: `This reverts commit ${reverted}.\n\nSmall machines answer nobody while 64 tasks run.`,
    squashed: 1249,
    edits: [replace('src/engine/engine.ts', 'workers = 64, keptFor', 'workers = 4, keptFor')],
  }
}

/** The line has it since the rehearsal, within another commit: its pick comes out empty. */
export const MEMORY: DemoChange = {
  at: '2026-02-09T11:00',
  author: INES,
  subject: 'fix(deploy): stop crashes of the gateway for want of memory',
  body: 'Severity: P1',
  squashed: 1247,
  edits: [replace('helm/values.yaml', 'limits:\n      memory: 256Mi\n', 'limits:\n      memory: 512Mi\n')],
}

/** A breaking change is no patch. */
export const VERSION_HEADER: DemoChange = {
  at: '2026-02-09T13:00',
  author: NOOR,
  subject: 'fix(gateway)!: refuse requests that name no version',
  body: 'BREAKING CHANGE: every request carries a `Godel-Version` header.',
  squashed: 1252,
  edits: [
    append(
      SERVER,
      "send(response, 401, { error: 'no valid token' })\n",
      "  if (!request.headers['godel-version']) return send(response, 400, { error: 'which version?' })\n",
    ),
    replace(
      'test/integration/gateway.test.ts',
      "const headers = { authorization: 'Bearer ' + token }\n",
      "const headers = { authorization: 'Bearer ' + token, 'godel-version': '2' }\n",
    ),
  ],
}

/** A regression, but nothing tests it. */
export const RETRY_AFTER: DemoChange = {
  at: '2026-02-09T15:10',
  author: MATEO,
  subject: 'fix(gateway): tell busy clients again when to come back',
  body: '2.0 lost the header.\n\nSeverity: P1\nReviewed-by: Noor Haddad <noor@godel.example>',
  squashed: 1254,
  edits: [
    replace(
      SERVER,
      "return send(response, 503, { error: 'busy' })",
      "return send(response.setHeader('retry-after', '5'), 503, { error: 'busy' })",
    ),
  ],
}
