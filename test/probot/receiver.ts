import { generateKeyPairSync } from 'node:crypto'
import { type ApplicationFunction, ProbotOctokit } from 'probot'
import { openGitHub } from '../../src/adapters/github/open.ts'
import { openProbot } from '../../src/app/probot.ts'
import { openLog } from '../../src/logging/log.ts'
import { openRedactor } from '../../src/logging/redact.ts'
import type { WebhookReceiver } from '../../src/runtime/ports/webhook-receiver.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
export const PRIVATE_KEY = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

export interface ReceiverOptions {
  /** Other handlers than the App's. */
  readonly app?: ApplicationFunction
  /** `https://api.github.com` */
  readonly api?: string
  /** Takes the lines of the log, at `trace`. */
  readonly lines?: string[]
}

/** The Probot app as the App runs it. */
export async function openReceiver({
  app,
  api = 'http://127.0.0.1:9',
  lines = [],
}: ReceiverOptions = {}): Promise<WebhookReceiver> {
  const tell = (about: object, what: string) => lines.push(JSON.stringify({ ...about, what }))
  const { handlerAuth } = openGitHub({
    Octokit: ProbotOctokit,
    appId: 1,
    privateKey: PRIVATE_KEY,
    apiUrl: api,
    webUrl: api,
    now: () => Math.floor(Date.now() / 1000),
    log: { info: tell, warn: tell },
    userAgent: 'release-captain/test',
  })
  const destination = { write: (line: string) => lines.push(line) }
  const log = openLog({ level: 'trace', destination, redactor: openRedactor([]) })
  const webhookSecrets = { current: 'a webhook secret of the tests, long enough', previous: null }
  const settings = { id: 1, privateKey: PRIVATE_KEY, github: { api, web: api }, webhookSecrets }
  return openProbot(settings, { handlerAuth, log, ...(app ? { app } : {}) })
}
