import { generateKeyPairSync } from 'node:crypto'
import { ProbotOctokit } from 'probot'
import { openGitHub } from '../src/adapters/github/open.ts'
import { openProbot } from '../src/app/probot.ts'
import { openLog } from '../src/logging/log.ts'
import { openRedactor } from '../src/logging/redact.ts'
import { dispatchDelivery } from '../src/runtime/webhooks/dispatch-delivery.ts'

const WARM_UP = 2_000
const DELIVERIES = 10_000

/** Measures what `probot.receive` costs a delivery, with its handler and what that reports: microseconds of processor time. */
export async function measureReceive(payload: object): Promise<number> {
  const receiver = await openReceiver()
  const receive = async (count: number) => {
    for (let i = 0; i < count; i += 1) {
      const delivery = { id: String(i), name: 'issues', payload }
      const { reports } = await dispatchDelivery(receiver, delivery)
      if (reports.length !== 1) throw new Error('The delivery was not reported.')
    }
  }
  await receive(WARM_UP)
  const before = process.cpuUsage()
  await receive(DELIVERIES)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / DELIVERIES
}

function openReceiver() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const silent = { info: () => undefined, warn: () => undefined }
  const url = 'http://127.0.0.1:9'
  const { handlerAuth } = openGitHub({
    ...{ Octokit: ProbotOctokit, appId: 1, privateKey: pem, apiUrl: url, webUrl: url, userAgent: 'bench' },
    now: () => Math.floor(Date.now() / 1000),
    log: silent,
  })
  const log = openLog({ level: 'info', destination: { write: () => undefined }, redactor: openRedactor([]) })
  const webhookSecrets = { current: 'a webhook secret of the measurement, long enough', previous: null }
  const settings = { id: 1, privateKey: pem, github: { api: url, web: url }, webhookSecrets }
  return openProbot(settings, { handlerAuth, log })
}
