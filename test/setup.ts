import { afterAll, afterEach, expect } from 'vitest'
import { closeOpened } from './worlds/close-after.ts'
import { takeStrangeServers } from './worlds/strange-servers.ts'

// Test files share a process and its modules (vitest.config.ts), so a helper module can't register hooks of its own: it is
// evaluated once, and its hooks would belong to the first file that imports it. This file is evaluated for each.
afterEach(() => closeOpened('test'))
afterAll(() => closeOpened('file'))
afterAll(() => expect(takeStrangeServers(), 'servers on other machines that were asked').toEqual([]))
