import { z } from 'zod'
import { Refused } from '../../release/refusal.ts'
import type { SlackAdapterOptions } from './adapter-options.ts'
import { openCaller } from './call-slack.ts'
import { findReason } from './errors.ts'

const LINK = z.object({ url: z.string() })

/**
 * Whether the app token may open a connection of Socket Mode. It is asked for the address of one and no more: only who
 * calls that address takes what people press away from an App at work
 * (https://docs.slack.dev/reference/methods/apps.connections.open).
 *
 * @throws {Refused} where it may not
 */
export async function tryAppToken(
  appToken: string,
  options: Pick<SlackAdapterOptions, 'apiUrl' | 'log' | 'now'>,
): Promise<void> {
  const ask = openCaller({ ...options, botToken: appToken })
  await ask({ method: 'apps.connections.open', with: {}, reads: LINK }).catch((error: unknown) => {
    throw error instanceof Refused ? new Refused(refuseToken(findReason(error)), error) : error
  })
}

function refuseToken(reason: string | null) {
  return {
    kind: 'config',
    what: `Slack doesn't accept SLACK_APP_TOKEN (${reason ?? "it doesn't say why"}).`,
    next: 'Set it to an App-Level Token (xapp-…) with the scope `connections:write`, from the page “Basic Information” of the App at https://api.slack.com/apps. Check that “Socket Mode” is on there.',
  } as const
}
