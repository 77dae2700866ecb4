import type { TemplateSet } from '../../messages/announcements/announcement.ts'
import { getAnnouncementTemplate, type Variant } from '../../messages/announcements/templates.ts'
import { getNoticeTemplate } from '../../messages/rollout/notice-templates.ts'
import type { Template } from '../../messages/text/template.ts'
import { readTemplate } from '../../planner/draft-notes.ts'
import type { Workspace } from '../../planner/workspace/workspace.ts'
import type { NoticeName } from '../../release/policy/deployment/notices.ts'
import type { PolicyPin, Remote } from '../../runtime/ports/git-remote.ts'
import { getTemplateHome } from './draft-notes.ts'
import { readGroundAt } from './ground.ts'

/** The template of a text of a rollout, read where the pinned policy was that names it. */
export async function readOwnNotice(
  workspace: Workspace,
  { name, pin }: { readonly at: Remote; readonly pin: PolicyPin; readonly name: NoticeName },
): Promise<Template> {
  const ground = await readGroundAt(workspace, { main: null, policy: pin })
  return readTemplate(workspace, {
    setting: `notices.${name}`,
    named: ground.inForce.policy.notices[name],
    ours: getNoticeTemplate(name),
    main: getTemplateHome(ground, pin),
  })
}

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
