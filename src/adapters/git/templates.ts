import { getAnnouncementTemplate, VARIANTS } from '../../messages/announcements/templates.ts'
import { RELEASE_NOTES_TEMPLATE } from '../../messages/notes/release-notes.ts'
import { getNoticeTemplate } from '../../messages/rollout/notice-templates.ts'
import { parseTemplate } from '../../messages/text/template.ts'
import { readTemplate } from '../../planner/draft-notes.ts'
import type { Main } from '../../planner/ground/main-branch.ts'
import type { Workspace } from '../../planner/workspace/workspace.ts'
import { NOTICE_NAMES } from '../../release/policy/deployment/notices.ts'
import type { Policy } from '../../release/policy.ts'

/**
 * Looks at every template of its own that a policy names, where the policy is. One that is not there is a mistake like any
 * other of the config: a release would find it out on the day on which it is announced, and is bound to it by then.
 *
 * @throws {Refused} `config`
 */
export async function requireTemplates(
  workspace: Pick<Workspace, 'store'>,
  { notes, announcements, notices }: Policy,
  home: Main,
): Promise<void> {
  const wanted = [
    { setting: 'notes.template', named: notes.template, ours: RELEASE_NOTES_TEMPLATE },
    ...VARIANTS.map((variant) => ({
      setting: `announcements.templates.${variant}`,
      named: announcements.templates[variant],
      ours: getAnnouncementTemplate(variant),
    })),
    ...NOTICE_NAMES.map((name) => ({
      setting: `notices.${name}`,
      named: notices[name],
      ours: getNoticeTemplate(name),
    })),
  ]
  for (const one of wanted)
    if (one.named !== null) parseTemplate(await readTemplate(workspace, { ...one, main: home }))
}
