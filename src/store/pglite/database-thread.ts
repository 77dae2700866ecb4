import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { z } from 'zod'

/**
 * PGlite in a thread of its own: what it computes holds nobody up. It speaks PostgreSQL's wire protocol: bytes come,
 * their answer goes back (`folder-wire.ts`); `null` closes the database, and the thread ends.
 */
const SETUP = z.object({ folder: z.string() })

/** The first byte of a startup message, which has no letter. */
const STARTUP = 0
const SIMPLE_QUERY = 'Q'.charCodeAt(0)

if (!isMainThread && parentPort) await serve(parentPort)

async function serve(port: NonNullable<typeof parentPort>): Promise<void> {
  const { folder } = SETUP.parse(workerData)
  const pglite = await PGlite.create({
    dataDir: folder,
    // Less memory than by default, and no slower for tables of this size.
    postgresqlconf: ['shared_buffers=8MB'],
  })
  let last: Promise<void> = Promise.resolve()
  port.on('message', (bytes: unknown) => {
    last = last.then(async () => {
      if (!(bytes instanceof Uint8Array)) return pglite.close().finally(() => port.close())
      const told = await answerQuery(pglite, bytes)
      port.postMessage(told, [told.buffer])
    })
  })
  port.postMessage('open')
}

/** There is one session for as long as the thread lives: who connects anew must find nothing of who was there before. */
async function answerQuery(pglite: PGlite, bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes[0] === STARTUP)
    for (const sql of ['rollback', 'discard all']) await execProtocol(pglite, query(sql))
  return execProtocol(pglite, bytes)
}

/** All that it says to these bytes. The driver reads it: that PGlite reads it as well, as by default, is saved. */
async function execProtocol(pglite: PGlite, bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  await pglite.execProtocolRawStream(bytes, { onRawData: (part) => parts.push(part.slice()) })
  const all = new Uint8Array(parts.reduce((size, { length }) => size + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** https://www.postgresql.org/docs/current/protocol-message-formats.html: Query */
function query(sql: string): Uint8Array {
  const message = Buffer.alloc(1 + 4 + sql.length + 1)
  message.writeUInt8(SIMPLE_QUERY)
  message.writeUInt32BE(message.length - 1, 1)
  message.write(sql, 5, 'latin1')
  return message
}
