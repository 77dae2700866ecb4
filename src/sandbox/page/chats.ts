import type { Discord } from '../discord/open.ts'
import type { SandboxSlack } from '../slack/open.ts'

/** What stands beside GitHub on the page: where the App asks people, and where it announces. */
export interface Chats {
  readonly slack: SandboxSlack
  readonly discord: Discord
}
