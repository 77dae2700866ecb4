import { flushCompileCache } from 'node:module'
import { startApp } from '../../../src/app/open-app.ts'
import { appOptions, type Start } from './app-settings.ts'
import { timeIn } from './clock.ts'

// Who is killed writes nothing down at its end: the next process finds what was compiled here.
flushCompileCache()

/**
 * The App in a process of its own, to be killed at any moment. It waits to be told what to start with, so that the time
 * that a process takes to begin is over when it is needed; then it says where it listens, and what it writes to its log.
 */
process.once('message', (start: Start) => {
  void startApp(
    appOptions(start, {
      now: () => Math.floor(timeIn(start.course) / 1000),
      logs: { write: (line: string) => process.send?.({ line }) },
    }),
  ).then(({ url }) => process.send?.({ url }))
})
process.once('disconnect', () => process.exit(0))
