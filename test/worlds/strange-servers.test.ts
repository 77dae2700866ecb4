import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { takeStrangeServers } from './strange-servers.ts'

it('a test that reaches another machine is noticed', async () => {
  // An address of the documentation (RFC 5737): nothing answers there.
  const socket = connect({ host: '192.0.2.1', port: 443 })
  socket.on('error', () => undefined)
  await new Promise((resolve) => setImmediate(resolve))
  socket.destroy()
  expect(takeStrangeServers()).toEqual(['192.0.2.1:443'])
  expect(takeStrangeServers()).toEqual([])
})
