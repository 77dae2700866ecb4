import type {
  Deployer,
  DeploymentEnvironment,
  DeploymentRequest,
  DeploymentState,
} from '../../../runtime/ports/deployer.ts'
import type { Gate, GateAddress, GateStore } from '../../../runtime/ports/gates.ts'

/**
 * Opens the deployer of teams whose own controller moves the traffic. It deploys nothing: it opens the gate that the
 * controller asks at, and says what the controller told. It has no credentials of a cluster.
 */
export function openGateDeployer(store: GateStore): Deployer {
  return {
    deploy: async (request) => {
      const gate = await store.changeGate(toAddress(request), (before) => openGate(before, request))
      return toState(gate, request) ?? WAITING
    },
    readState: async (request) => toState(await store.readGate(toAddress(request)), request),
    readLiveVersion: async (environment) => {
      const gate = await store.readGate(toAddress(environment))
      if (gate?.weight === null || gate?.weight === undefined || gate.decision === 'back') return null
      return { version: gate.version, images: [], share: gate.weight, replicas: null }
    },
  }
}

const WAITING: DeploymentState = { kind: 'waiting', for: 'controller', url: null }

function toAddress({ repository, environment }: DeploymentEnvironment): GateAddress {
  return { repositoryId: repository.id, environment }
}

/** The same key again changes nothing. What the controller said stands as long as the version is the same. */
function openGate(before: Gate | null, { key, version, share, purpose }: DeploymentRequest): Gate | null {
  if (before?.key === key) return null
  const isSame = before?.version === version
  return {
    key,
    version,
    decision: purpose === 'rollback' ? 'back' : 'go',
    share,
    weight: isSame ? (before?.weight ?? null) : null,
    grantedAt: null,
    phase: 'unknown',
  }
}

function toState(gate: Gate | null, { key, share }: DeploymentRequest): DeploymentState | null {
  if (gate?.key !== key) return null
  const succeeded: DeploymentState = { kind: 'succeeded', evidence: null, url: null }
  if (gate.decision === 'back') return gate.phase === 'failed' ? succeeded : WAITING
  if (gate.phase === 'failed') return { kind: 'failed', why: 'failed', detail: '', url: null }
  if (gate.phase === 'succeeded')
    return share >= 100 ? succeeded : { kind: 'failed', why: 'replaced', detail: '', url: null }
  const isThere = share < 100 && gate.weight !== null && gate.weight >= share
  return isThere ? succeeded : WAITING
}
