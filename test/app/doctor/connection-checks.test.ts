import { expect, it } from 'vitest'
import { checkConnections } from '../../../src/app/doctor/connection-checks.ts'
import { openServers } from '../../worlds/app/servers.ts'

const now = () => Math.floor(Date.now() / 1000)

it('the doctor says of each Prometheus whether it answers', async () => {
  const { connections, prometheus } = await openServers(['godel/api'])
  prometheus.now = () => Date.now() / 1000
  prometheus.isDown = true
  const examined = { connections, userAgent: 'test', now }
  expect(await checkConnections(examined)).toMatchObject([
    { name: 'Prometheus default', outcome: 'fail', saw: "it doesn't answer a query: source-down" },
  ])
  prometheus.isDown = false
  prometheus.errors = { '': 1 }
  expect(await checkConnections(examined)).toMatchObject([{ outcome: 'ok', saw: 'it answers queries' }])
})
