import type { MessageSeen } from '../../discord/open.ts'
import type { SandboxMessage } from '../../slack/state.ts'
import type { SandboxChats } from '../wire/chats.ts'

/** Where the team reads of releases in Slack, and everyone in Discord. */
const TEAM = 'releases'
const EVERYBODY = 'announcements'

/** What can be seen in Slack and Discord of a release. Nothing here knows what the App calls it but by its version. */
interface ChatQueries {
  readonly team: string
  /** The message of the release in the channel of the team. */
  readonly card: (version: string) => SandboxMessage | undefined
  /** What is asked in its thread and can be answered by a button: the newest. */
  readonly question: (version: string) => SandboxMessage | undefined
  readonly announcement: (version: string) => MessageSeen | undefined
}

export function createChatQueries({ slack, discord }: SandboxChats): ChatQueries {
  const listSaid = () => slack.messages(slack.channel(TEAM)).filter(({ by }) => by === slack.app().user)
  const findReleaseMessage = (version: string) =>
    listSaid().findLast(({ thread, text }) => thread === null && isOf(text, version))
  return {
    team: TEAM,
    card: findReleaseMessage,
    question: (version) => {
      const about = findReleaseMessage(version)
      return listSaid().findLast(({ thread, blocks }) => thread === about?.id && blocks.some(canBePressed))
    },
    announcement: (version) =>
      discord
        .channel(EVERYBODY)
        .messages()
        .findLast(({ embeds }) => embeds.some(({ title = '' }) => isOf(title, version))),
  }
}

function canBePressed({ type }: SandboxMessage['blocks'][number]): boolean {
  return type === 'actions'
}

/** Whether a text names a version, and not one that begins alike. */
function isOf(text: string, version: string): boolean {
  return text
    .split(version)
    .slice(1)
    .some((rest) => !/^[-\d]/.test(rest))
}
