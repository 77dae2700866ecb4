import { readTemplate } from '../../local/noting.ts'
import type { Workspace } from '../../local/workspace.ts'
import type { TemplateSet } from '../../messages/announcing/announcement.ts'
import { getAnnouncementTemplate, type Variant } from '../../messages/announcing/templates.ts'
import type { PolicyPin, Remote } from '../../runtime/ports/git.ts'
import { readGroundAt } from './ground.ts'
import { getTemplateHome } from './noting.ts'

/** What of a pinned policy speaks in announcements, its own templates read where the policy was that names them. */
export async function readTemplates(
  workspace: Workspace,
  { pin }: { readonly at: Remote; readonly pin: PolicyPin },
): Promise<TemplateSet> {
  const ground = await readGroundAt(workspace, { main: null, policy: pin })
  const { product, announcements } = ground.inForce.policy
  const readVariant = (variant: Variant) =>
    readTemplate(workspace, {
      setting: `announcements.templates.${variant}`,
      named: announcements.templates[variant],
      ours: getAnnouncementTemplate(variant),
      main: getTemplateHome(ground, pin),
    })
  const templates = {
    advance: await readVariant('advance'),
    release: await readVariant('release'),
    rollback: await readVariant('rollback'),
    security: await readVariant('security'),
  }
  return { product: product.name, templates }
}
