import { parseArgs } from 'node:util'
import { isLoopback } from '../github-url.ts'
import { Refused } from '../release/refusal.ts'
import { type Environment, getSetting } from './environment.ts'
import { createSettingMistake, refuseSettings, type SettingMistake } from './mistake.ts'
import { readWebhookSecrets } from './webhook-secrets.ts'

/** What `probot run` was called with. */
interface ProbotRun {
  readonly argv: readonly string[]
  readonly env: Environment
}

/**
 * Refuses `probot run` where anyone but this machine could reach it, or guess its secret: its server has no caps, logs
 * headers, and stores nothing. It is for trying handlers out; `release-captain start` is the App.
 *
 * @throws {Refused}
 */
export function refuseUnsafeRun({ argv, env }: ProbotRun): void {
  const { host, secret } = readFlags(argv)
  const secrets = readWebhookSecrets(env)
  const mistakes = [
    ...(Array.isArray(secrets) ? secrets : []),
    ...(secret === undefined
      ? []
      : [createSettingMistake('--secret', 'shows the secret to every user.', SET_SECRET)]),
    ...findOpenHost(host ?? getSetting(env, 'HOST') ?? 'localhost'),
  ]
  if (mistakes.length > 0) throw new Refused(refuseSettings(mistakes))
}

const SET_SECRET = 'Set WEBHOOK_SECRET in the environment instead.'

function readFlags(argv: readonly string[]) {
  const options = { host: { type: 'string' }, secret: { type: 'string', short: 's' } } as const
  const { values } = parseArgs({ args: [...argv], options, strict: false })
  return {
    host: typeof values.host === 'string' ? values.host : undefined,
    secret: values.secret,
  }
}

function findOpenHost(host: string): readonly SettingMistake[] {
  if (isLoopback(host) || host === '::1') return []
  const next = 'Set HOST=127.0.0.1 for `probot run`, or run the App: `release-captain start`.'
  return [createSettingMistake('HOST', `is ${host}, which other machines can reach.`, next)]
}
