import { stringify } from 'yaml'
import { EMBARGO_REPOSITORIES } from '../../../sandbox/playground/stage/embargo.ts'

/** The config of the product with a security team: a process as short as it can be, and all of an embargo. */
export function renderEmbargoConfig(): string {
  const { open, hidden } = EMBARGO_REPOSITORIES
  return stringify({
    product: { name: 'Godel Gateway' },
    tests: [{ id: 'unit', text: 'Unit tests', command: 'npm test', check: 'ci' }],
    checklists: { release: [{ id: 'smoke-tests', text: 'Smoke tests passing' }] },
    picks: { testAfterEach: false },
    build: {
      artifacts: [{ id: 'gateway', text: 'The package', from: { kind: 'workflow', name: 'gateway.tgz' } }],
    },
    tag: { sign: 'optional' },
    backToMain: { pullRequest: false },
    security: {
      repository: hidden,
      publicRepository: open,
      preNotify: ['ops@lovelace.example'],
      preNotifyBefore: '1d',
    },
    roles: { security: { permission: null, teams: ['security'] } },
    channels: [
      { in: 'slack', channel: 'security', audience: 'security' },
      { in: 'discord', channel: 'announcements', audience: 'public' },
    ],
  })
}
