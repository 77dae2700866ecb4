import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const LONG = ['/test/journeys/kill/', '/test/git/picks/picks-like-git', '/test/git/picks/picked-message']

/**
 * Whole releases, killed or failed at every call in turn, and comparisons with git take minutes: begun last, they would
 * run on alone.
 */
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

export default defineConfig({
  test: {
    // The other files share a process and its modules: loading the App anew for each takes seconds.
    projects: [
      {
        extends: true,
        test: { name: 'shared', include: ['test/**/*.test.ts'], exclude: ISOLATED, isolate: false },
      },
      { extends: true, test: { name: 'isolated', include: ISOLATED } },
    ],
    sequence: { sequencer: LongestFirst },
    // A story takes seconds, and many times that on a machine that is busy with others.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: 'forks',
    setupFiles: ['test/setup.ts'],
    globalSetup: ['test/global-setup.ts'],
    // One less than there are cores is the default: a single one on a machine of two, where half of the time is spent waiting.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    // A person's own git identity, signing and hooks must never reach a test.
    env: {
      ...{ GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C', TZ: 'UTC' },
      // Programs that tests start are compiled once.
      NODE_COMPILE_CACHE: join(tmpdir(), `release-captain-compiled-${process.getuid?.() ?? 0}`),
    },
  },
})
