/** Which gate: one for each environment of a repository. */
export interface GateAddress {
  readonly repositoryId: number
  /** The id of the environment in the policy. */
  readonly environment: string
}

/** What a controller of somebody's own may do now, and what it did. */
export interface Gate {
  /** Of the deployment that is asked for. */
  readonly key: string
  readonly version: string
  /** `go` lets it move to the share; `back` asks it to move all traffic back. */
  readonly decision: 'go' | 'back'
  /** Percent of traffic up to which it may go. */
  readonly share: number
  /** Percent that it said it has; null where it said nothing yet. */
  readonly weight: number | null
  /** Since when a leave to move is given and not confirmed by a new weight, seconds since 1970; null without one. */
  readonly grantedAt: number | null
  readonly phase: GatePhase
}

/** What the controller said of the whole deployment. */
export type GatePhase = 'unknown' | 'moving' | 'succeeded' | 'failed'

/** Where gates are kept: they outlive the process, and one replica changes a gate at a time. */
export interface GateStore {
  readGate(address: GateAddress): Promise<Gate | null>
  /** Changes a gate in one transaction; null leaves it as it is. Answers with what is kept then. */
  changeGate(address: GateAddress, change: (gate: Gate | null) => Gate | null): Promise<Gate | null>
}
