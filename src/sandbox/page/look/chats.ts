import { discordPane } from '../discord/pane.ts'
import type { Scenery } from '../scenery.ts'
import { slackPane } from '../slack/pane.ts'
import type { ChatsView } from '../wire-chats.ts'

/** What stands beside GitHub as one of the people sees it; nobody that is known sees it as the first of them. */
export function chatsAs({ chats, stage, clock, looking }: Scenery, login: string): ChatsView | null {
  if (!chats) return null
  const people = stage.people.map((one) => one.login)
  const me = people.includes(login) ? login : (people[0] ?? '')
  const { place } = looking
  return {
    slack: slackPane({ slack: chats.slack, people, me, place, now: clock.now() }),
    discord: discordPane(chats.discord, place),
  }
}
