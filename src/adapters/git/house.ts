import { templateOf } from '../../local/noting.ts'
import type { Workspace } from '../../local/workspace.ts'
import type { House } from '../../messages/announcing/announcement.ts'
import { announcementTemplate, type Variant } from '../../messages/announcing/templates.ts'
import type { PolicyPin, Remote } from '../../runtime/ports/git.ts'
import { groundAt } from './ground.ts'
import { templateHome } from './noting.ts'

/** What of a pinned policy speaks in announcements, its own templates read where the policy was that names them. */
export async function house(
  workspace: Workspace,
  { pin }: { readonly at: Remote; readonly pin: PolicyPin },
): Promise<House> {
  const ground = await groundAt(workspace, { main: null, policy: pin })
  const { product, announcements } = ground.inForce.policy
  const read = (variant: Variant) =>
    templateOf(workspace, {
      setting: `announcements.templates.${variant}`,
      named: announcements.templates[variant],
      ours: announcementTemplate(variant),
      main: templateHome(ground, pin),
    })
  const templates = {
    advance: await read('advance'),
    release: await read('release'),
    rollback: await read('rollback'),
    security: await read('security'),
  }
  return { product: product.name, templates }
}
