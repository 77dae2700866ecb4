import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openStore } from '../../src/store/store.ts'

/**
 * A process on a small disk: `node disk-process.ts FOLDER MUCH`. It stores up to so many deliveries of half a
 * megabyte, and says how many it could, how many are there, how it is, and whether there is ballast.
 */
const [folder = '', much = '0'] = process.argv.slice(2)
const store = await openStore({ kind: 'folder', path: folder }, () => {})
let stored = 0
let problem = ''
while (stored < Number(much) && problem === '') {
  const id = `${process.pid} ${stored}`
  const body = randomBytes(400_000).toString('base64')
  await store.storeDelivery({ source: 'github', id, lane: 'a', type: 'push', body, at: 1_700_000_000 }).then(
    () => {
      stored += 1
    },
    (error: unknown) => {
      problem = String(error)
    },
  )
}
const there = await store
  .transact(({ sql }) => sql.selectFrom('work').select('key').execute())
  .then((rows) => rows.length)
  .catch(() => -1)
const { kind } = await store.health()
process.stdout.write(
  `${JSON.stringify({ stored, there, problem, kind, ballast: existsSync(join(folder, 'ballast')) })}\n`,
)
process.exit(0)
