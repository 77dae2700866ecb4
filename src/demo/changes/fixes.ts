import { append, replace } from '../edits.ts'
import { ADA, INES, MATEO, NOOR } from '../people.ts'
import type { DemoChange } from './change.ts'

const ENGINE = 'src/engine/engine.ts'
const PARSER = 'src/intent/parser.ts'

/** A crash, by a keyword of its subject and a label in the facts. */
export const LEAK: DemoChange = {
  at: '2026-02-04T10:20',
  author: ADA,
  subject: 'fix(engine): fix memory leak in task engine',
  body: `Finished tasks were kept for ever; a busy engine ran out of memory within a day.
They can be asked for during an hour now.

Fixes #1227
Severity: P1
Risk: low
Reviewed-by: Noor Haddad <noor@godel.example>`,
  squashed: 1234,
  edits: [
    append(
      ENGINE,
      'export type Run = (task: Task) => Promise<void>\n',
      '\n/** How long a finished task can be asked for, in milliseconds. */\nconst KEPT = 3_600_000\n',
    ),
    append(
      ENGINE,
      '  readonly #tasks = new Map<string, Task>()\n',
      '  readonly #timers = new Set<NodeJS.Timeout>()\n  readonly #keptFor: number\n',
    ),
    replace(
      ENGINE,
      'constructor(run: Run, workers = 4) {',
      'constructor(run: Run, workers = 4, keptFor = KEPT) {',
    ),
    append(ENGINE, '    this.#workers = workers\n', '    this.#keptFor = keptFor\n'),
    append(ENGINE, '    this.#busy -= 1\n', '    this.#forgetLater(task)\n'),
    append(
      ENGINE,
      '    this.#wake()\n  }\n',
      `
  #forgetLater(task: Task): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.#tasks.delete(task.id)
    }, this.#keptFor)
    this.#timers.add(timer.unref())
  }
`,
    ),
    append(
      'test/engine.test.ts',
      "assert.equal(task.state, 'done')\n})\n",
      `
test('a finished task is forgotten in the end', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const engine = new Engine(async () => {}, 1, 1_000)
  const task = engine.submit('backup')
  await turn()
  assert.equal(engine.find(task.id), task)
  context.mock.timers.tick(1_000)
  assert.equal(engine.find(task.id), undefined)
})
`,
    ),
    append('CHANGELOG.md', '## Unreleased\n', '\n- Finished tasks no longer fill the memory (#1234)\n'),
  ],
}

const PULL_REQUEST = 'PR-URL: https://github.example/godel/godel/pull/1236'
const REVIEW = 'Reviewed-by: Ada Reyes <ada@godel.example>'

/** A regression; two commits of one rebased pull request, each with its address. */
export const AFTER_NOON: readonly DemoChange[] = [
  {
    at: '2026-02-04T16:02',
    author: MATEO,
    subject: 'fix(intent): correct validation error in intent parser',
    body: `Since 2.0 no task could be planned after noon.\n\nSeverity: P1\n${PULL_REQUEST}\n${REVIEW}`,
    edits: [
      replace(PARSER, 'Number(hour) > 12 ||', 'Number(hour) > 23 ||'),
      append(
        'test/parser.test.ts',
        "name: 'backup', at: '09:30', priority: 5 })\n})\n",
        `
test('a day has 24 hours', () => {
  assert.equal(parseIntent('run backup at 23:30').at, '23:30')
  assert.throws(() => parseIntent('run backup at 24:00'), RangeError)
})
`,
      ),
    ],
  },
  {
    at: '2026-02-04T16:10',
    author: MATEO,
    subject: 'fix(intent): say how a time of day is written',
    body: `${PULL_REQUEST}\n${REVIEW}`,
    edits: [
      replace(
        PARSER,
        "'no time of day: ' + hour + ':' + minute",
        "hour + ':' + minute + ' is no time from 0:00 to 23:59'",
      ),
      replace(
        'test/parser.test.ts',
        "'run backup at 24:00'), RangeError)",
        "'run backup at 24:00'), /from 0:00 to 23:59/)",
      ),
    ],
  },
]

/** Case by case: the facts carry somebody's exception. */
export const QUERIES: DemoChange = {
  at: '2026-02-05T13:45',
  author: NOOR,
  subject: 'perf(store): improve query performance for large task lists',
  body: 'Looking for a name among 100,000 tasks took 40 ms, and takes none now.\n\nReviewed-by: Ada Reyes <ada@godel.example>',
  squashed: 1239,
  edits: [
    append(
      'src/store/query.ts',
      '  readonly #tasks: Task[] = []\n',
      '  readonly #latest = new Map<string, Task>()\n',
    ),
    append('src/store/query.ts', '    this.#tasks.push(task)\n', '    this.#latest.set(task.name, task)\n'),
    replace(
      'src/store/query.ts',
      'this.#tasks.findLast((task) => task.name === name)',
      'this.#latest.get(name)',
    ),
    append(
      'test/query.test.ts',
      "inState('done').length, 2)\n})\n",
      `
test('a name that was never added finds nothing', () => {
  assert.equal(new TaskQuery().named('backup'), undefined)
})
`,
    ),
  ],
}

/** Data loss by its label; three commits behind a merge commit. */
export const RACE: readonly DemoChange[] = [
  {
    at: '2026-02-09T17:20',
    author: INES,
    subject: 'test(store): let many callers count at once',
    edits: [
      append(
        'test/store.test.ts',
        "store.read('jobs/nightly'), { runs: 3 })\n})\n",
        `
test('of many updates at once none is lost', async () => {
  const store = await open()
  const count = () => store.update<number>('runs', (runs) => (runs ?? 0) + 1)
  await Promise.all(Array.from({ length: 20 }, count))
  assert.equal(await store.read('runs'), 20)
})
`,
      ),
    ],
  },
  {
    at: '2026-02-09T18:05',
    author: INES,
    subject: 'fix(store): update one key after the other',
    edits: [
      append(
        'src/store/store.ts',
        '  readonly #folder: string\n',
        '  /** The last update of each key. */\n  readonly #turns = new Map<string, Promise<unknown>>()\n',
      ),
      replace(
        'src/store/store.ts',
        '    const after = change(await this.read<T>(key))\n    await this.save(key, after)\n    return after\n',
        `    const before = this.#turns.get(key) ?? Promise.resolve()
    const turn = before.then(async () => {
      const after = change(await this.read<T>(key))
      await this.save(key, after)
      return after
    })
    this.#turns.set(key, turn)
    return turn
`,
      ),
    ],
  },
  {
    at: '2026-02-09T18:40',
    author: INES,
    subject: 'fix(store): go on after an update that failed',
    edits: [
      replace(
        'src/store/store.ts',
        'this.#turns.set(key, turn)',
        'this.#turns.set(key, turn.catch(() => undefined))',
      ),
      append(
        'test/store.test.ts',
        "store.read('runs'), 20)\n})\n",
        `
test('an update that fails stops no other', async () => {
  const store = await open()
  const fail = () => {
    throw new Error('no')
  }
  await assert.rejects(store.update('runs', fail))
  assert.equal(await store.update('runs', () => 1), 1)
})
`,
      ),
    ],
  },
]

/** A crash of which nothing but the subject speaks: the most is still to be confirmed. */
export const BROKEN_BODY: DemoChange = {
  at: '2026-02-09T14:20',
  author: MATEO,
  subject: 'fix(gateway): do not crash on a body that is no JSON',
  squashed: 1253,
  edits: [
    replace(
      'src/gateway/server.ts',
      '    void answer({ engine, key }, request, response)\n',
      `    answer({ engine, key }, request, response).catch(() => {
      send(response, 400, { error: 'not understood' })
    })
`,
    ),
    append(
      'test/integration/gateway.test.ts',
      "call('/tasks/' + id)).status, 200)\n})\n",
      `
test('a body that is no JSON is refused, and the gateway goes on', async () => {
  assert.equal((await call('/tasks', { method: 'POST', body: '{"name":' })).status, 400)
  assert.equal((await call('/tasks/none')).status, 404)
})
`,
    ),
    append('CHANGELOG.md', '(#1234)\n', '- A body that is no JSON no longer ends the gateway (#1253)\n'),
  ],
}
