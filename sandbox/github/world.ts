import { Buffer } from 'node:buffer'
import type { KeyObject } from 'node:crypto'
import type { Fault } from './faults.ts'
import type { SentDeliveries } from './hooks/delivery-log.ts'
import type { DeploymentRecord } from './records/deployment-state.ts'
import type { AccountState, App, Caller, Level, Permissions, Repository, StoredIssue } from './state.ts'
import type { Tap } from './tap.ts'
import type { Ticks } from './ticks.ts'

export type InstallationState = 'installed' | 'suspended' | 'gone'

/** The App that is played with, and what only GitHub and its operator know of it. */
export interface InstalledApp {
  readonly app: App
  readonly publicKey: KeyObject
  readonly webhookSecret: string
  /** By which the App shows to be itself where people sign in. */
  readonly clientSecret: string
  readonly installationId: number
  /** Where its webhooks go; null keeps them in the log. */
  webhookUrl: string | null
  /** Where browsers of people who signed in go back to; null where the App has none. */
  callbackUrl: string | null
  /** What its owner did with the installation. */
  stands: InstallationState
}

interface SandboxToken {
  readonly caller: Caller
  readonly expiresAt: number
}

/** Someone let the App know who they are: what a code stands for until it is exchanged. */
interface Grant {
  readonly account: AccountState
  readonly callback: string
  readonly challenge: string | null
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

export interface Team {
  readonly id: number
  readonly organization: AccountState
  readonly slug: string
  readonly members: Set<number>
}

/** How much of its hourly allowance a caller has used. */
export interface RateAllowance {
  used: number
  resetsAt: number
}

/** Everything that the sandbox's GitHub knows. One is one GitHub. */
export interface World {
  readonly now: () => number
  /** The origin that it answers on, `http://127.0.0.1:PORT`; known once it listens. */
  readonly origin: { url: string }
  /** Folder with the bare repositories. */
  readonly folder: string
  readonly nextId: () => number
  /** By login in lower case. */
  readonly accounts: Map<string, AccountState>
  /** By `owner/name` in lower case. */
  readonly repositories: Map<string, Repository>
  /** By the names that they had, `owner/name` in lower case. */
  readonly renamed: Map<string, Repository>
  readonly teams: Team[]
  readonly installed: InstalledApp
  /** The App that GitHub's own workflow runs report as. */
  readonly actions: App
  readonly tokens: Map<string, SandboxToken>
  /** What people let the App know, by the codes that their browsers bring. */
  readonly grants: Map<string, Grant>
  readonly allowances: Map<string, RateAllowance>
  /** Calls an hour for each token. */
  readonly hourlyLimit: number
  readonly faults: Fault[]
  readonly deployments: DeploymentRecord[]
  /** Who sees calls pass. */
  readonly taps: Set<Tap>
  readonly deliveries: SentDeliveries
  /** Beats when something here is not as it was. */
  readonly ticks: Ticks
}

/** GitHub's opaque id of a thing in GraphQL. */
export function createNodeId(kind: string, id: number | string): string {
  return Buffer.from(`${kind}:${id}`).toString('base64url')
}

/** GitHub's way to write a time: to the second. */
export function toIsoTime(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z')
}

export function formatFullName({ owner, name }: Repository): string {
  return `${owner.login}/${name}`
}

export function findRepository(world: World, name: string): Repository | undefined {
  return world.repositories.get(name.toLowerCase())
}

export function findAccount(world: World, login: string): AccountState | undefined {
  return world.accounts.get(login.toLowerCase())
}

export function findIssue(repository: Repository, number: number): StoredIssue | undefined {
  return repository.issues.find((issue) => issue.number === number)
}

/** Whether permissions that were given include the level that is asked for. */
export function allows(permissions: Permissions, name: string, level: Level): boolean {
  const given = permissions[name]
  return given === 'write' || (given === 'read' && level === 'read')
}
