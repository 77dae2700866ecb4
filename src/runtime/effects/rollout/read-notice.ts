import type { Template } from '../../../messages/text/template.ts'
import type { NoticeName } from '../../../release/policy/deployment/notices.ts'
import type { RolloutContext } from './rollout-context.ts'

/** Reads the template of a text: GitHub is asked only where the repository writes that text itself. */
export async function readNotice(context: RolloutContext, name: NoticeName): Promise<Template> {
  const { deps, release, terms } = context
  if (!(terms.ownNotices ?? []).includes(name)) return deps.git.readNotice({ name, own: null })
  const repo = await context.openRepository()
  const at = { url: await repo.createGitUrl(), webUrl: repo.webUrl }
  return deps.git.readNotice({ name, own: { at, pin: release.ledger.about.policy } })
}
