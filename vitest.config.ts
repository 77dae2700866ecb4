import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Minutes each, and run by themselves: `npm run test:once` (vitest.once.config.ts).
    exclude: ['test/app/once/**'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // One less than there are cores is the default: a single one on a machine of two, where most of the work is git's anyway.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // A person's own git identity, signing and hooks must never reach a test.
    env: { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C', TZ: 'UTC' },
  },
})
