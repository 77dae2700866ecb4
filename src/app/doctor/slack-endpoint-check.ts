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
  return check('Slack endpoint', async () => {
    if (endpoint.kind === 'door')
      return createOk(
        `Slack posts to ${SLACK_PATH}. The doctor can't check SLACK_SIGNING_SECRET: run \`/release help\` in Slack. If you get no answer, check the secret first, then the address.`,
      )
    await trySocket(endpoint.appToken, { apiUrl, log, now })
    return createOk("Slack accepts SLACK_APP_TOKEN. The doctor didn't open a connection.")
  })
}
