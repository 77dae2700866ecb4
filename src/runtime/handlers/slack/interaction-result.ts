import type { SlackMessage } from '../../../messages/slack/format/blocks.ts'
import type { Unit } from '../../../store/transaction.ts'
import type { RuntimeDependencies } from '../../context.ts'
import type { Slack } from '../../ports/slack.ts'
import type { SlackInteraction } from '../../ports/slack-interaction.ts'

/** Somebody did something in Slack. */
export interface InteractionContext {
  readonly deps: RuntimeDependencies
  readonly slack: Slack
  readonly interaction: SlackInteraction
}

/** What is decided and written in one transaction; answers with what they alone are told, or null. */
export type InteractionResult = (unit: Unit) => Promise<SlackMessage | null>
