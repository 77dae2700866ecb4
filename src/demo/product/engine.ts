import { addFile, type Edit } from '../edits.ts'

/** The task engine of the demo product, as of v1.9. */
export const ENGINE: readonly Edit[] = [
  addFile(
    'src/engine/task.ts',
    `export type TaskState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

export interface Task {
  readonly id: string
  readonly name: string
  /** The higher, the sooner. */
  readonly priority: number
  state: TaskState
}
`,
  ),
  addFile(
    'src/engine/queue.ts',
    `import type { Task } from './task.ts'

/** Tasks that wait, the most urgent first. */
export class Queue {
  readonly #waiting: Task[] = []

  get length(): number {
    return this.#waiting.length
  }

  push(task: Task): void {
    const at = this.#waiting.findIndex((other) => other.priority <= task.priority)
    this.#waiting.splice(at === -1 ? this.#waiting.length : at, 0, task)
  }

  next(): Task | undefined {
    return this.#waiting.shift()
  }

  remove(task: Task): boolean {
    const at = this.#waiting.indexOf(task)
    if (at === -1) return false
    this.#waiting.splice(at, 1)
    return true
  }
}
`,
  ),
  addFile(
    'src/engine/engine.ts',
    `import { randomUUID } from 'node:crypto'
import { Queue } from './queue.ts'
import type { Task } from './task.ts'

/** What is done when a task's turn comes. */
export type Run = (task: Task) => Promise<void>

/** Runs tasks, as many at a time as there are workers. */
export class Engine {
  readonly #run: Run
  readonly #workers: number
  readonly #queue = new Queue()
  readonly #tasks = new Map<string, Task>()
  #busy = 0
  #stopped = false

  constructor(run: Run, workers = 4) {
    this.#run = run
    this.#workers = workers
  }

  get waiting(): number {
    return this.#queue.length
  }

  submit(name: string, priority = 0): Task {
    const task: Task = { id: randomUUID(), name, priority, state: 'queued' }
    this.#tasks.set(task.id, task)
    this.#queue.push(task)
    this.#wake()
    return task
  }

  find(id: string): Task | undefined {
    return this.#tasks.get(id)
  }

  all(): Task[] {
    return [...this.#tasks.values()]
  }

  /** Takes out a task that has not begun. */
  cancel(id: string): boolean {
    const task = this.#tasks.get(id)
    if (!task || !this.#queue.remove(task)) return false
    task.state = 'cancelled'
    return true
  }

  /** Begins nothing more. What runs, runs to its end. */
  stop(): void {
    this.#stopped = true
  }

  #wake(): void {
    while (!this.#stopped && this.#busy < this.#workers) {
      const task = this.#queue.next()
      if (!task) return
      void this.#perform(task)
    }
  }

  async #perform(task: Task): Promise<void> {
    this.#busy += 1
    task.state = 'running'
    try {
      await this.#run(task)
      task.state = 'done'
    } catch {
      task.state = 'failed'
    }
    this.#busy -= 1
    this.#wake()
  }
}
`,
  ),
  addFile(
    'test/queue.test.ts',
    `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Queue } from '../src/engine/queue.ts'
import type { Task } from '../src/engine/task.ts'

const task = (name: string, priority: number): Task => ({ id: name, name, priority, state: 'queued' })

test('the most urgent task is next', () => {
  const queue = new Queue()
  for (const priority of [1, 9, 5]) queue.push(task(String(priority), priority))
  assert.deepEqual([queue.next()?.name, queue.next()?.name, queue.next()?.name], ['9', '5', '1'])
})
`,
  ),
  addFile(
    'test/engine.test.ts',
    `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { Engine } from '../src/engine/engine.ts'

test('a task that ends well is done', async () => {
  const engine = new Engine(async () => {})
  const task = engine.submit('backup')
  await turn()
  assert.equal(task.state, 'done')
})

test('a task that throws has failed, and the next one runs', async () => {
  const engine = new Engine(async ({ name }) => {
    if (name === 'bad') throw new Error('no')
  }, 1)
  const [bad, good] = [engine.submit('bad'), engine.submit('good')]
  await turn()
  assert.deepEqual([bad.state, good.state], ['failed', 'done'])
})
`,
  ),
]
