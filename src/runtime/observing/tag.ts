import type { Fact } from '../../release/lifecycle/commands.ts'
import type { OpenScene } from '../effects/performing.ts'

/** The tag of the release, whoever made it (§3.2); its signature counts where it is taken for ours. */
export async function tagSeen({ hub, release, world }: OpenScene): Promise<Fact[]> {
  const { about } = release.ledger
  const found = await hub.tag(about.tag)
  if (!found) return []

  const { commit } = found
  const isOurs = release.place.step === 'tagging' && release.place.head === commit
  const signature = isOurs
    ? await world.git.signature({
        at: { url: await hub.gitUrl() },
        version: about.version,
        policy: about.policy,
        tag: about.tag,
        commit,
      })
    : 'unknown'
  return [{ type: 'TagSeen', at: world.now(), tag: about.tag, commit, signature }]
}
