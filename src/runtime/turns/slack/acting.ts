import type { Terms } from '../../../release/lifecycle/terms.ts'
import { Refused } from '../../../release/refusal.ts'
import type { ChatUser } from '../../../store/links.ts'
import { type Known, personOf } from '../../linking/people.ts'
import { termsNow } from '../../opening.ts'
import type { Hub } from '../../ports/github.ts'
import type { World } from '../../world.ts'

/** Somebody in Slack, in a repository. */
export interface Acting extends ChatUser {
  readonly hub: Hub
  /** Of the release that is meant; null where none is: then the policy on main says who is who. */
  readonly terms: Terms | null
}

/** As whom somebody in Slack acts in a repository: who they proved to be, else who the policy says that they are. */
export async function actingAs(world: World, { terms, ...somebody }: Acting): Promise<Known> {
  const known = await personOf(world, { ...somebody, terms })
  if (known.kind !== 'unlinked' || terms !== null) return known
  return personOf(world, { ...somebody, terms: await termsOnMain(world, somebody.hub) })
}

/** Null where the config has mistakes, or there is nothing yet: who has proved it is known all the same. */
async function termsOnMain({ git }: Pick<World, 'git'>, hub: Hub): Promise<Terms | null> {
  try {
    const { policy } = await git.ground({ url: await hub.gitUrl() })
    return await termsNow(hub, policy)
  } catch (error) {
    if (error instanceof Refused) return null
    throw error
  }
}
