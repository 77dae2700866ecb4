import { type Logger, LogLevel } from '@slack/web-api'
import type { Log } from './options.ts'

/**
 * Slack's own words into our log: constant messages, what they say as a field. What is said below a warning would have
 * whole payloads in it.
 */
export function quietLogger(log: Log): Logger {
  const tell = (...said: readonly unknown[]) =>
    log.warn({ said: said.map(String).join(' ') }, 'Slack’s client has something to say.')
  return {
    debug: nothing,
    info: nothing,
    warn: tell,
    error: tell,
    setLevel: nothing,
    getLevel: () => LogLevel.WARN,
    setName: nothing,
  }
}

function nothing(): void {}
