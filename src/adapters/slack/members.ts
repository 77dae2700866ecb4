import { z } from 'zod'
import type { Member } from '../../runtime/ports/slack.ts'
import type { AskSlack } from './call-slack.ts'
import { findReason } from './errors.ts'

const USER = z.object({
  user: z.object({
    name: z.string(),
    team_id: z.string().optional(),
    deleted: z.boolean().default(false),
    is_bot: z.boolean().default(false),
    is_restricted: z.boolean().default(false),
    is_ultra_restricted: z.boolean().default(false),
    is_stranger: z.boolean().default(false),
    /** Of an Enterprise Grid: the workspaces that the user is in, whichever is their first. */
    enterprise_user: z.object({ teams: z.array(z.string()).default([]) }).optional(),
  }),
})

/** Slack's own helper, which is no bot by its flag (https://docs.slack.dev/reference/objects/user-object). */
const SLACKBOT = 'USLACKBOT'

/** What Slack says of a user now (threat A7): guests, people of other workspaces and bots are no members of ours. */
export async function askMember(ask: AskSlack, user: string, workspace: string): Promise<Member> {
  try {
    return toMember(await ask({ method: 'users.info', with: { user }, reads: USER }), { user, workspace })
  } catch (error) {
    const reason = findReason(error)
    if (reason === 'user_not_found' || reason === 'user_not_visible') return { kind: 'unknown' }
    throw error
  }
}

function toMember(
  { user }: z.output<typeof USER>,
  asked: { readonly user: string; readonly workspace: string },
): Member {
  const { workspace } = asked
  const isOurs = user.team_id === workspace || user.enterprise_user?.teams.includes(workspace) === true
  if (user.deleted) return { kind: 'gone' }
  if (user.is_bot || asked.user === SLACKBOT) return { kind: 'bot' }
  if (user.is_stranger || !isOurs) return { kind: 'stranger' }
  if (user.is_restricted || user.is_ultra_restricted) return { kind: 'guest' }
  return { kind: 'member', name: user.name }
}
