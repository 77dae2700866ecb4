import { type Environment, getSetting } from './environment.ts'
import { createSettingMistake, type SettingMistake } from './mistake.ts'

/** Settings of Probot apps that Release Captain refuses, each with the reason and what to do instead. */
const REFUSED: Readonly<Record<string, { readonly what: string; readonly next: string }>> = {
  SENTRY_DSN: {
    what: "isn't supported: errors would be sent to a third party together with the webhook payload.",
    next: 'Unset it. Errors are in the log, without payloads; collect them from there.',
  },
  REDIS_URL: {
    what: "isn't supported: jobs and limits are kept in the database.",
    next: 'Unset it. To run several replicas, set DATABASE_URL to a PostgreSQL server.',
  },
}

/** Finds settings that would be ignored although the person who set them counts on them. */
export function findRefusedSettings(env: Environment): readonly SettingMistake[] {
  return Object.entries(REFUSED).flatMap(([setting, { what, next }]) =>
    getSetting(env, setting) === null ? [] : [createSettingMistake(setting, what, next)],
  )
}
