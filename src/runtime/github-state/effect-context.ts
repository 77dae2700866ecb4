import type { Fact } from '../../release/lifecycle/commands.ts'
import type { EffectKind, EffectOf } from '../../release/lifecycle/effects.ts'
import type { ReleaseEvent } from '../../release/lifecycle/events.ts'
import type { OpenRelease, Release } from '../../release/lifecycle/state.ts'
import type { RuntimeDependencies } from '../context.ts'
import type { Remote } from '../ports/git-remote.ts'
import type { GitHubRepository } from '../ports/github.ts'

/** What a performer works with: the release as it is now, which may be further on than the effect. */
export interface EffectContext {
  readonly deps: RuntimeDependencies
  readonly repo: GitHubRepository
  /** `77:v2.0.1` */
  readonly id: string
  readonly release: Exclude<Release, { status: 'unopened' }>
  readonly events: readonly ReleaseEvent[]
}

export interface OpenEffectContext extends EffectContext {
  readonly release: OpenRelease
}

/**
 * Looks whether the world shows an effect already, else has it done (design, law 1): it may be called again at any
 * time. What the world answered comes back as facts, which are on record together with the mark that the effect is
 * done.
 *
 * @throws {Refused} when the world says no for good: the release waits for people then
 * @throws {Later} when it has to wait through no fault of its own
 */
export type Perform<K extends EffectKind> = (
  context: EffectContext,
  effect: EffectOf<K>,
) => Promise<readonly Fact[]>

/** The repository for git, with a token that is good for this one call. */
export async function createRemote({ repo }: Pick<EffectContext, 'repo'>): Promise<Remote> {
  return { url: await repo.createGitUrl(), webUrl: repo.webUrl }
}
