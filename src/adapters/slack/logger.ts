import { type Logger, LogLevel } from '@slack/web-api'
import type { SlackLog } from './adapter-options.ts'

/**
 * Slack's own words into our log: constant messages, what they say as a field. What is said below a warning would have
 * whole payloads in it.
 */
export function createQuietLogger(log: SlackLog): Logger {
  const explainNotDone = (...said: readonly unknown[]) =>
    log.warn({ said: said.map(String).join(' ') }, 'Slack’s client reports:')
  return {
    debug: ignore,
    info: ignore,
    warn: explainNotDone,
    error: explainNotDone,
    setLevel: ignore,
    getLevel: () => LogLevel.WARN,
    setName: ignore,
  }
}

function ignore(): void {}
