import { setTimeout as pause } from 'node:timers/promises'
import type { SocketModeReceiver } from '@slack/bolt'
import type { SlackLog } from '../adapter-options.ts'

/** A connection of Socket Mode, made anew whenever it ends. */
export interface Socket {
  readonly isConnected: () => boolean
  close(): Promise<void>
}

const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000
const CLOSING_MS = 2_000

/**
 * Keeps the connection. Slack's client would do so by itself, but what fails while it does ends our process as a promise that
 * nobody waits for (@slack/socket-mode 3.0, `delayReconnectAttempt`).
 */
export function openSocket({ client }: SocketModeReceiver, log: SlackLog): Socket {
  const closing = new AbortController()
  let isConnected = false
  const connect = async () => {
    await client.start()
    isConnected = true
    log.info({}, 'Slack is connected by Socket Mode.')
    await new Promise<void>((resolve) => client.once('disconnected', () => resolve()))
    isConnected = false
  }
  const keepConnected = async () => {
    let wait = FIRST_PAUSE_MS
    while (!closing.signal.aborted) {
      try {
        await connect()
        wait = FIRST_PAUSE_MS
      } catch (error) {
        log.warn({ err: error }, "Slack can't be connected by Socket Mode. Retrying.")
        await pause(wait, undefined, { signal: closing.signal }).catch(() => undefined)
        wait = Math.min(wait * 2, LONGEST_PAUSE_MS)
      }
    }
  }
  const kept = keepConnected()
  return {
    isConnected: () => isConnected,
    async close() {
      closing.abort()
      client.disconnect().catch(() => undefined)
      await Promise.race([kept, pause(CLOSING_MS, undefined, { ref: false })])
    },
  }
}
