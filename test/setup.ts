import { afterAll, afterEach } from 'vitest'
import { closeOpened } from './worlds/close-after.ts'

// Test files share a process and its modules (vitest.config.ts), so a helper module can't register hooks of its own: it is
// evaluated once, and its hooks would belong to the first file that imports it. This file is evaluated for each.
afterEach(() => closeOpened('test'))
afterAll(() => closeOpened('file'))
