import type { ChatsView } from '../../wire/wire-chats.ts'
import { viewDiscordPane } from '../discord/pane.ts'
import type { PageContext } from '../page-context.ts'
import { viewSlackPane } from '../slack/pane.ts'

/** What stands beside GitHub as one of the people sees it; no one that is known sees it as the first of them. */
export function viewChats(
  { chats, stage, clock, looking: query }: PageContext,
  login: string,
): ChatsView | null {
  if (!chats) return null
  const people = stage.people.map((one) => one.login)
  const me = people.includes(login) ? login : (people[0] ?? '')
  const { place } = query
  return {
    slack: viewSlackPane({ slack: chats.slack, people, me, place, now: clock.now() }),
    discord: viewDiscordPane({ discord: chats.discord, me, place }),
  }
}
