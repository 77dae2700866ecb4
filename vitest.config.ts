import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes minutes: begun last, it would run on alone. */
const LONG = ['/test/journeys/kill/', '/test/journeys/rollout/sandbox', '/test/journeys/app/roles']

/** Begun first, with what takes as long and lives in processes of its own: on two cores, a fourth would starve them. */
const KILLED = ['test/journeys/kill/**/*.test.ts', 'test/store/**/*.test.ts', 'test/git/picks/pick*.test.ts']

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => LONG.some((part) => moduleId.includes(part))
    const sorted = await super.sort(files)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

/**
 * These tests have a process of their own: nock must be loaded before the clients whose calls it answers, and who counts
 * the git processes that a process started must be its only test.
 */
const ISOLATED = [
  'test/adapters/**/*.test.ts',
  'test/probot/**/*.test.ts',
  'test/git/objects/**/*.test.ts',
  'test/git/picks/merge-tree.test.ts',
]

/** One less than there are cores is the default: a single one on a machine of two, where half of the time is spent waiting. */
const WORKERS = Math.max(3, availableParallelism() - 1)

export default defineConfig({
  test: {
    // The other files share a process and its modules: loading the App anew for each takes seconds.
    projects: [
      {
        extends: true,
        test: { name: 'killed', include: KILLED, isolate: false, sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['test/**/*.test.ts'],
          exclude: [...ISOLATED, ...KILLED],
          isolate: false,
          maxWorkers: WORKERS + 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: { name: 'isolated', include: ISOLATED, maxWorkers: WORKERS + 1, sequence: { groupOrder: 1 } },
      },
    ],
    sequence: { sequencer: LongestFirst },
    // A story takes seconds, and many times that on a machine that is busy with others.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: 'forks',
    setupFiles: ['test/setup.ts'],
    globalSetup: ['test/global-setup.ts'],
    maxWorkers: WORKERS,
    // A person's own git identity, signing and hooks must never reach a test.
    env: {
      ...{ GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C', TZ: 'UTC' },
      // Programs that tests start are compiled once.
      NODE_COMPILE_CACHE: join(tmpdir(), `release-captain-compiled-${process.getuid?.() ?? 0}`),
    },
  },
})
