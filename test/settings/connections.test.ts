import { expect, it } from 'vitest'
import { openConnections } from '../../src/app/open-connections.ts'
import { listConnectionSecrets, parseConnections } from '../../src/settings/connections.ts'

const DEPLOYER = {
  name: 'deploy',
  repositories: ['godel/api'],
  kind: 'http-request',
  url: 'https://deploy.internal/hook',
  secret: 'a-secret-of-the-deployer',
}
const GIVEN = {
  gates: { readGate: async () => null, changeGate: async () => null },
  userAgent: 'test',
  now: () => 0,
}

function open(settings: object) {
  const parsed = parseConnections(JSON.stringify(settings))
  if ('kind' in parsed) throw new Error(parsed.what)
  return openConnections(parsed, GIVEN)
}

it('a connection opens for the repositories that it lists, and for no other', () => {
  const connections = open({ deployers: [DEPLOYER] })
  const wanted = { kind: 'http-request', connection: 'deploy', timeoutSeconds: 60 } as const
  expect(connections.openDeployer(wanted, 'Godel/API')).toHaveProperty('deploy')
  expect(() => connections.openDeployer(wanted, 'godel/other')).toThrow("isn't for godel/other")
  expect(() => connections.openDeployer({ ...wanted, connection: 'prod' }, 'godel/api')).toThrow(
    "isn't set up",
  )
})

it('a policy deploys only to the namespaces that a cluster connection lists', () => {
  const cluster = { ...DEPLOYER, kind: 'kubernetes', cluster: 'in-cluster', namespaces: ['staging'] }
  const { url, secret, ...settings } = cluster
  const wanted = {
    kind: 'kubernetes',
    connection: 'deploy',
    timeoutSeconds: 60,
    namespace: 'production',
    workloads: [],
  } as const
  expect(() => open({ deployers: [settings] }).openDeployer(wanted, 'godel/api')).toThrow(
    'may not deploy to the namespace `production`',
  )
})

it('a mistake in the file names its key and shows no value', () => {
  const wrong = parseConnections(
    JSON.stringify({ deployers: [{ ...DEPLOYER, url: 'http://deploy.internal' }] }),
  )
  expect(wrong).toMatchObject({ setting: 'CONNECTIONS_FILE' })
  expect(JSON.stringify(wrong)).toContain('deployers.0.url')
  expect(JSON.stringify(wrong)).not.toContain('http://deploy.internal')
})

it('every secret of the file is known to the log, which leaves it out', () => {
  const settings = parseConnections(JSON.stringify({ deployers: [DEPLOYER] }))
  if ('kind' in settings) throw new Error(settings.what)
  expect(listConnectionSecrets(settings)).toEqual(['a-secret-of-the-deployer'])
})
