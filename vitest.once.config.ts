import { defineConfig, mergeConfig } from 'vitest/config'
import config from './vitest.config.ts'

/** Whole releases with a process that is killed or a GitHub that fails at every call in turn: minutes each, one at a time. */
const { test } = mergeConfig(config, {})

export default defineConfig({
  test: { ...test, include: ['test/app/once/**/*.test.ts'], exclude: [], maxWorkers: 1 },
})
