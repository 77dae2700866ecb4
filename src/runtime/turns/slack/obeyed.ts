import type { SlackMessage } from '../../../messages/slack/blocks.ts'
import type { Unit } from '../../../store/transaction.ts'
import type { Slack } from '../../ports/slack.ts'
import type { SlackArrival } from '../../ports/slack-arrival.ts'
import type { World } from '../../world.ts'

/** Somebody did something in Slack. */
export interface InSlack {
  readonly world: World
  readonly slack: Slack
  readonly arrival: SlackArrival
}

/** What is decided and written in one transaction; answers with what they alone are told, or null. */
export type Obeyed = (unit: Unit) => Promise<SlackMessage | null>
