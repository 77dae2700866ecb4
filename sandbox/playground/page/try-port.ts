import { once } from 'node:events'
import { createServer } from 'node:net'

/** Listens on a port of this machine for a moment. @throws what keeps the page from being opened there */
export async function tryPort(port: number): Promise<void> {
  const server = createServer()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  server.close()
  await once(server, 'close')
}
