import { z } from 'zod'
import { Refused } from '../../release/refusal.ts'
import type { AskSlack } from './call-slack.ts'

/** Who we are in Slack. */
export interface SlackIdentity {
  /** `T…`: the workspace. */
  readonly workspace: string
  /** `A…`: what comes in for another App is not for us. */
  readonly app: string
  /** The bot as a user, and as a bot: messages of ours have the one or the other. */
  readonly user: string
  readonly bot: string
  /** For people: `release-captain in Godel`. */
  readonly as: string
}

const ME = z.object({
  team_id: z.string(),
  team: z.string(),
  user_id: z.string(),
  user: z.string(),
  bot_id: z.string().optional(),
  is_enterprise_install: z.boolean().optional(),
})
const BOT = z.object({ bot: z.object({ app_id: z.string() }) })

/** Whose the token is, asked of Slack anew. @throws {Refused} for one that is not a bot's of one workspace */
export async function askSelf(ask: AskSlack): Promise<Omit<SlackIdentity, 'app'>> {
  const me = await ask({ method: 'auth.test', with: {}, reads: ME })
  if (me.bot_id === undefined) throw new Refused(refuseNoBot())
  if (me.is_enterprise_install === true) throw new Refused(refuseOrganization())
  return { workspace: me.team_id, user: me.user_id, bot: me.bot_id, as: `${me.user} in ${me.team}` }
}

async function askIdentity(ask: AskSlack): Promise<SlackIdentity> {
  const self = await askSelf(ask)
  const { bot } = await ask({ method: 'bots.info', with: { bot: self.bot }, reads: BOT })
  return { ...self, app: bot.app_id }
}

/** Who we are, asked once; a failure is not remembered. */
export function createIdentityReader(ask: AskSlack): () => Promise<SlackIdentity> {
  let known: Promise<SlackIdentity> | null = null
  return () => {
    known ??= askIdentity(ask).catch((error: unknown) => {
      known = null
      throw error
    })
    return known
  }
}

function refuseNoBot() {
  return {
    kind: 'config',
    what: 'The Slack token is a user token, not a bot token.',
    next: 'Set SLACK_BOT_TOKEN to the “Bot User OAuth Token” (xoxb-…).',
  } as const
}

function refuseOrganization() {
  return {
    kind: 'config',
    what: 'The App is installed for a whole Enterprise Grid organization, but it works in one workspace only.',
    next: 'Install it in the workspace where you release, and set its SLACK_BOT_TOKEN.',
  } as const
}
