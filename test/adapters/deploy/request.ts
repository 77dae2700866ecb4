import type { DeploymentRequest } from '../../../src/runtime/ports/deployer.ts'

/** A deployment of v2.0.1 to production, with what a test is about. */
export function requesting(change: Partial<DeploymentRequest> = {}): DeploymentRequest {
  return {
    key: 'godel-7-2.0.1-production-1',
    purpose: 'rollout',
    repository: { id: 1, owner: 'godel', name: 'api' },
    environment: 'production',
    version: '2.0.1',
    previous: '2.0.0',
    tag: 'v2.0.1',
    commit: 'c'.repeat(40),
    share: 100,
    step: 1,
    images: [{ reference: 'ghcr.io/godel/api:v2.0.1', digest: `sha256:${'d'.repeat(64)}` }],
    ...change,
  }
}
