import { addFile, type Edit } from '../edits.ts'

/** The state store of the demo product, as of v1.9. */
export const STORE: readonly Edit[] = [
  addFile(
    'src/store/store.ts',
    `import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Keeps state in JSON files, one a key. */
export class StateStore {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  async read<T>(key: string): Promise<T | null> {
    const text = await readFile(this.#path(key), 'utf8').catch(() => null)
    return text === null ? null : JSON.parse(text)
  }

  /** Changes what is kept under a key, and gives what it is then. */
  async update<T>(key: string, change: (before: T | null) => T): Promise<T> {
    const after = change(await this.read<T>(key))
    await this.save(key, after)
    return after
  }

  async save(key: string, value: unknown): Promise<void> {
    await mkdir(this.#folder, { recursive: true })
    await writeFile(this.#path(key), JSON.stringify(value))
  }

  #path(key: string): string {
    return join(this.#folder, encodeURIComponent(key) + '.json')
  }
}
`,
  ),
  addFile(
    'src/store/query.ts',
    `import type { Task, TaskState } from '../engine/task.ts'

/** Finds tasks among very many. */
export class TaskQuery {
  readonly #tasks: Task[] = []

  add(task: Task): void {
    this.#tasks.push(task)
  }

  inState(state: TaskState): Task[] {
    return this.#tasks.filter((task) => task.state === state)
  }

  /** The latest task of a name. */
  named(name: string): Task | undefined {
    return this.#tasks.findLast((task) => task.name === name)
  }
}
`,
  ),
  addFile(
    'test/store.test.ts',
    `import assert from 'node:assert/strict'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { StateStore } from '../src/store/store.ts'

const open = async () => new StateStore(await mkdtemp(join(tmpdir(), 'godel-')))

test('what was saved is read again', async () => {
  const store = await open()
  await store.save('jobs/nightly', { runs: 3 })
  assert.deepEqual(await store.read('jobs/nightly'), { runs: 3 })
})

test('what was never saved is null', async () => {
  assert.equal(await (await open()).read('nothing'), null)
})
`,
  ),
  addFile(
    'test/query.test.ts',
    `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TaskQuery } from '../src/store/query.ts'

test('a name finds its latest task', () => {
  const query = new TaskQuery()
  for (const id of ['1', '2']) query.add({ id, name: 'backup', priority: 0, state: 'done' })
  assert.equal(query.named('backup')?.id, '2')
  assert.equal(query.inState('done').length, 2)
})
`,
  ),
]
