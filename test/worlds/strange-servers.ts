import { subscribe } from 'node:diagnostics_channel'
import { isIP, Socket } from 'node:net'

/** Servers of others that something tried to reach, as `host` or `address:port`. */
const asked = new Set<string>()

const isOurs = (address: string) =>
  address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.')

// Evaluated once in a process, however many test files share it.
subscribe('net.client.socket', (message) => {
  if (typeof message !== 'object' || message === null || !('socket' in message)) return
  const { socket } = message
  if (!(socket instanceof Socket)) return
  socket.on('lookup', (_error, address, _family, host) => {
    if (isIP(host) === 0 && !host.endsWith('.example') && !isOurs(address ?? '')) asked.add(host)
  })
  socket.on('connectionAttempt', (address, port) => {
    // A socket file has no port.
    if (port !== undefined && !isOurs(address)) asked.add(`${address}:${port}`)
  })
})

/** Takes the servers of others that were asked since the last call: no test talks to another machine. */
export function takeStrangeServers(): readonly string[] {
  const found = [...asked]
  asked.clear()
  return found
}
