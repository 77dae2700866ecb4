import { appendFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { withLock } from '../../src/git/file-lock.ts'

/** Takes a lock in a process of its own: `node lock-process.ts LOCK LOG MILLISECONDS`, and logs when it has it. */
const [lock = '', log = '', milliseconds = '0'] = process.argv.slice(2)
await withLock(lock, { what: 'the test' }, async () => {
  appendFileSync(log, 'in\n')
  await sleep(Number(milliseconds))
  appendFileSync(log, 'out\n')
})
