import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { closeAfterTest } from '../worlds/close-after.ts'

/** A line to a PostgreSQL server that can be cut, go silent or be slow. */
export interface UnsteadyLine {
  /** The address of the server, by way of this line. */
  readonly url: string
  /** Cuts the connection that sends the next commit: the server gets it, and its answer is lost. */
  readonly losesNextCommit: () => void
  /** From now on nothing comes through on the connections that are open, and none of them ends. */
  readonly goesSilent: () => void
  /** Keeps every answer back for so many milliseconds. */
  readonly slowsTo: (milliseconds: number) => void
}

/** Opens a line to a server. It ends with the test. */
export async function openLine(target: string): Promise<UnsteadyLine> {
  const { hostname, port, searchParams } = new URL(target)
  const state = { losesCommit: false, delay: 0 }
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const folder = searchParams.get('host')
    const far = folder ? connect(`${folder}/.s.PGSQL.${port || 5432}`) : connect(Number(port), hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => sockets.delete(socket))
    }
    let isLost = false
    near.on('data', (chunk: Buffer) => {
      if (state.losesCommit && /commit\0/i.test(chunk.toString('latin1'))) {
        state.losesCommit = false
        isLost = true
      }
      far.write(chunk)
    })
    far.on('data', (chunk: Buffer) => {
      if (isLost && chunk.includes('COMMIT')) near.destroy()
      else if (state.delay === 0) near.write(chunk)
      else setTimeout(() => near.write(chunk), state.delay)
    })
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  closeAfterTest(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  })
  const url = new URL(target)
  url.searchParams.delete('host')
  url.hostname = '127.0.0.1'
  url.port = String(address.port)
  return {
    url: url.href,
    losesNextCommit: () => {
      state.losesCommit = true
    },
    goesSilent: () => {
      for (const socket of sockets) {
        socket.removeAllListeners('data')
        socket.removeAllListeners('close')
        socket.resume()
      }
    },
    slowsTo: (milliseconds) => {
      state.delay = milliseconds
    },
  }
}
