import { appendEvents } from '../../src/store/events/events.ts'
import { startWorker } from '../../src/store/jobs/worker.ts'
import { openStore } from '../../src/store/store.ts'
import { append } from './appends.ts'

/**
 * A process to be killed: `node store-process.ts FOLDER RUN`. It takes deliveries in, four at a time, says each id
 * as soon as it is acknowledged, and works them: each becomes a release of one event.
 */
const [folder = '', run = ''] = process.argv.slice(2)
const now = () => Math.floor(Date.now() / 1000)
const onTrouble = (what: string, error: unknown) => process.stderr.write(`${what} ${error}\n`)
const store = await openStore({ kind: 'folder', path: folder }, onTrouble)
await startWorker(store, {
  topic: 'inbox',
  perform: async ({ key }) => ({
    kind: 'done',
    write: async (unit) => {
      const appended = await appendEvents(unit, append({ release: key }))
      if (appended.kind === 'conflict') process.stdout.write(`twice ${key}\n`)
    },
  }),
  retryPolicy: {
    attempts: 100,
    longest: 300,
    giveUp: async (_unit, { key }) => void process.stdout.write(`gave up ${key}\n`),
  },
  lanesAtOnce: 4,
  now,
  onFailure: onTrouble,
})
for (let i = 0; ; i += 1) {
  const ids = ['a', 'b', 'c', 'd'].map((lane) => ({ lane, id: `${run}-${i}-${lane}` }))
  await Promise.all(
    ids.map(({ id, lane }) =>
      store.storeDelivery({ source: 'github', id, lane, type: 'issues', body: '{}', at: now() }),
    ),
  )
  process.stdout.write(ids.map(({ id }) => `stored ${id}\n`).join(''))
}
