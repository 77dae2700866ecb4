import type { DoctorCheck } from '../../cli/engine.ts'
import { SLACK_PATH } from '../../http/webhooks/slack/slack-endpoint.ts'
import { check, createOk } from '../../planner/doctor/check.ts'
import type { AppSettings } from '../../settings.ts'
import { type ChatsGiven, trySocket } from '../open-chats.ts'

type Slack = NonNullable<AppSettings['slack']>

/** How Slack reaches us. An app token can be tried; what Slack signs with it tells nobody. */
export function checkSlackEndpoint(
  { endpoint, apiUrl }: Slack,
  { log, now }: Pick<ChatsGiven, 'log' | 'now'>,
): Promise<DoctorCheck> {
  return check('Slack entrance', async () => {
    if (endpoint.kind === 'door')
      return createOk(
        `Slack posts to ${SLACK_PATH}. Whether it signs with SLACK_SIGNING_SECRET cannot be asked of it: say \`/release help\` there; without an answer, look at the secret first, then at the address.`,
      )
    await trySocket(endpoint.appToken, { apiUrl, log, now })
    return createOk('Slack lets us connect with SLACK_APP_TOKEN. That was asked, and no connection made.')
  })
}
