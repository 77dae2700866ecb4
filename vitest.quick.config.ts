import { defineConfig } from 'vitest/config'
import config from './vitest.config.ts'

/** Rules, parsing and rendering: no servers, no git, no property with hundreds of runs (`npm run test:quick`). */
const ROOMS = ['release', 'config', 'chatops', 'messages', 'settings', 'logging', 'cli']
const SLOW = ['**/*.property.test.ts', '**/{completion,conflict-steps,settings-file}*']

const { projects: _all, ...shared } = config.test ?? {}

export default defineConfig({
  test: {
    ...shared,
    include: ROOMS.map((room) => `test/${room}/**/*.test.ts`),
    exclude: SLOW,
    isolate: false,
  },
})
