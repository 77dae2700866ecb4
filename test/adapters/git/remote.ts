import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Signing } from '../../../src/adapters/git/build/tag-release.ts'
import { openGit } from '../../../src/adapters/git/open.ts'
import type { FindOrigins } from '../../../src/release/changes/candidate.ts'
import type { Planned, Selection } from '../../../src/release/lifecycle/words.ts'
import type { Git, LearntFacts, PlanReading } from '../../../src/runtime/ports/git.ts'
import type { PolicyPin, Remote } from '../../../src/runtime/ports/git-remote.ts'
import { openWorld, type World } from '../../worlds/cli/world.ts'

/** A product that stands on a remote, and the runtime's git on it. */
export interface RemoteWorld extends World {
  readonly at: Remote
  readonly captain: Git
  /** A plan of v2.0.1 by the criteria, unless told otherwise. */
  readonly planOf: (asking?: Partial<Wanted>) => Promise<PlanReading>
  /** What every later step is asked with. */
  readonly settle: (asking?: Partial<Wanted>) => Promise<Settled>
  /** Where a ref is on the remote; null where there is none. */
  readonly refAt: (ref: string) => string | null
}

export interface Wanted {
  readonly version: string
  readonly main: string | null
  readonly policy: PolicyPin | null
  readonly selection: Selection
  readonly learnt: LearntFacts
}

export interface Settled {
  readonly at: Remote
  readonly version: string
  readonly policy: PolicyPin
  readonly plan: Planned
  readonly branch: string
  readonly origins: FindOrigins | null
}

/** An SSH key without a passphrase, as somebody makes one for the App. */
export function sshKey(folder: string, name = 'app-key', type = 'ed25519'): Signing {
  const key = join(folder, name)
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', 'captain@example.org', '-f', key])
  return { format: 'ssh', key }
}

/** A key whose signatures are never the same twice. */
export function ecdsaKey(folder: string): Signing {
  return sshKey(folder, 'app-key', 'ecdsa')
}

export const BY_CRITERIA: Selection = { kind: 'by-criteria', take: [], leave: [] }
export const NOTHING_LEARNT: LearntFacts = { stated: new Map(), authors: new Map() }
/** A Tuesday, the day before a release day. */
export const NOW = Date.parse('2026-02-10T12:00Z') / 1000

/** v2.0.0 is out, and nothing merged since. */
/** @param signing makes the App's key, in the folder of the world */
export function openRemote(signing: (folder: string) => Signing | null = () => null): RemoteWorld {
  const world = openWorld()
  const captain = openGit({
    cacheDir: join(world.folder, 'cache'),
    signing: signing(world.folder),
    onUnauthenticated: null,
  })
  const at = { url: `file://${world.clone}` }
  const planOf: RemoteWorld['planOf'] = (asking = {}) => {
    const { learnt = NOTHING_LEARNT, ...rest } = asking
    const wanted = { version: 'v2.0.1', main: null, policy: null, selection: BY_CRITERIA, ...rest }
    return captain.plan({ at, now: NOW, origins: null, learn: async () => learnt, ...wanted })
  }
  return {
    ...world,
    at,
    captain,
    planOf,
    settle: async (asking = {}) => {
      const policy = asking.policy ?? (await captain.readGround(at)).pin
      const { planned: plan } = await planOf({ ...asking, policy })
      const version = asking.version ?? 'v2.0.1'
      return { at, version, policy, plan, branch: `release/${version}`, origins: null }
    },
    refAt: (ref) => world.git('for-each-ref', '--format=%(objectname)', ref) || null,
  }
}
