import { once } from 'node:events'
import type { Server } from 'node:http'
import { closeAfterFile } from '../worlds/close-after.ts'

/** Has a server listen on a free port of this machine until the file's tests are over. @returns its address */
export async function listenHere(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closeAfterFile(async () => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.')
  return `http://127.0.0.1:${address.port}`
}
