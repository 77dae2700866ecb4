import type { Fact } from '../../release/lifecycle/commands.ts'
import type { OpenEffectContext } from './effect-context.ts'

/** The tag of the release, whoever made it (§3.2); its signature counts where it is taken for ours. */
export async function observeTag({ repo, release, deps }: OpenEffectContext): Promise<Fact[]> {
  const { about } = release.ledger
  const found = await repo.tag(about.tag)
  if (!found) return []

  const { commit } = found
  const isOurs = release.place.step === 'tagging' && release.place.head === commit
  const signature = isOurs
    ? await deps.git.checkSignature({
        at: { url: await repo.createGitUrl() },
        version: about.version,
        policy: about.policy,
        tag: about.tag,
        commit,
      })
    : 'unknown'
  return [{ type: 'TagSeen', at: deps.now(), tag: about.tag, commit, signature }]
}
