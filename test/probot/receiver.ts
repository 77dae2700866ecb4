import { ProbotOctokit } from 'probot'
import { openGitHub } from '../../src/adapters/github/open.ts'
import { openProbot } from '../../src/app/probot.ts'
import { openLog } from '../../src/logging/log.ts'
import { openRedactor } from '../../src/logging/redact.ts'
import type { WebhookReceiver } from '../../src/runtime/ports/webhook-receiver.ts'

const LOOPBACK = 'http://127.0.0.1:9'

/** The Probot app as the App runs it, on a GitHub that no handler calls. */
export async function openReceiver(lines: string[] = []): Promise<WebhookReceiver> {
  const silent = { info: () => undefined, warn: () => undefined }
  const urls = { api: LOOPBACK, web: LOOPBACK }
  const identity = { id: 1, privateKey: 'not asked for', github: urls }
  const { handlerAuth } = openGitHub({
    Octokit: ProbotOctokit,
    appId: identity.id,
    privateKey: identity.privateKey,
    apiUrl: urls.api,
    webUrl: urls.web,
    now: () => 0,
    log: silent,
    userAgent: 'release-captain/test',
  })
  const destination = { write: (line: string) => lines.push(line) }
  const log = openLog({ level: 'trace', destination, redactor: openRedactor([]) })
  const webhookSecrets = { current: 'a webhook secret of the tests, long enough', previous: null }
  return openProbot({ ...identity, webhookSecrets }, { handlerAuth, log })
}
