import type { SandboxDiscord } from '../../discord/open.ts'
import type { SandboxSlack } from '../../slack/open.ts'

/** What stands beside GitHub on the page: where the App asks people, and where it announces. */
export interface SandboxChats {
  readonly slack: SandboxSlack
  readonly discord: SandboxDiscord
}
