/** A change that is under way when the curtain rises. */
export interface StagedChange {
  readonly by: string
  readonly branch: string
  readonly title: string
  readonly body: string
  /** Who has approved it already. */
  readonly approvedBy?: string
  /** The issue that it fixes. */
  readonly reported?: {
    readonly by: string
    readonly title: string
    readonly body: string
    readonly labels: readonly string[]
  }
  readonly edits: readonly StagedEdit[]
}

/** In a file, the first place that has the one text gets the other. An empty text is found at the beginning, also of no file. */
export interface StagedEdit {
  readonly path: string
  readonly find: string
  readonly put: string
}

const QUEUE = 'src/engine/queue.ts'
const SNAPSHOT = 'src/store/snapshot.ts'

/** One for the patch, one for the next minor release, and one that does not apply to the line. */
export const CHANGES: readonly StagedChange[] = [
  {
    by: 'linus',
    branch: 'fix/priority-that-is-no-number',
    title: 'fix(engine): do not crash on a priority that is not a number',
    body: 'One task with the priority `NaN` stopped the queue for all that came after it.\n\nSeverity: P1\nRisk: low',
    approvedBy: 'grace',
    reported: {
      by: 'mallory',
      title: 'One bad priority stops the whole queue',
      body: 'Since this morning **nothing** runs any more:\n\n```sh\ncurl -d \'{"name":"backup","priority":"high"}\' localhost:8080/tasks\n```\n\n- [x] happens with 2.0.0\n- [ ] happens with 1.9.1',
      labels: ['crash', 'P1'],
    },
    edits: [
      {
        path: QUEUE,
        find: '  push(task: Task): void {\n',
        put: "  push(task: Task): void {\n    if (!Number.isFinite(task.priority)) throw new RangeError('a priority is a number')\n",
      },
      {
        path: 'test/queue.test.ts',
        find: "test('the most urgent task is next'",
        put: "test('a priority that is not a number is refused', () => {\n  assert.throws(() => new Queue().push(task('backup', Number.NaN)), RangeError)\n})\n\ntest('the most urgent task is next'",
      },
    ],
  },
  {
    by: 'linus',
    branch: 'feat/next-task',
    title: 'feat(engine): tell which task is next',
    body: 'For a status page. Nothing else changes.',
    edits: [
      {
        path: QUEUE,
        find: '  remove(task: Task): boolean {\n',
        put: '  peek(): Task | undefined {\n    return this.#waiting[0]\n  }\n\n  remove(task: Task): boolean {\n',
      },
    ],
  },
  {
    by: 'noor',
    branch: 'fix/draft-left-behind',
    title: 'fix(store): leave no draft of a snapshot behind',
    body: 'A process that ended while it wrote left a draft, and the next one read it.\n\nSeverity: P0\nRisk: medium',
    reported: {
      by: 'mallory',
      title: 'State is gone after a power cut',
      body: 'The store came back **empty** after a power cut. There is a file `runs.json.new` beside it.',
      labels: ['data-loss', 'P0'],
    },
    edits: [
      {
        path: SNAPSHOT,
        find: "  const draft = path + '.new'\n",
        put: "  const draft = path + '.' + process.pid + '.new'\n",
      },
    ],
  },
]
