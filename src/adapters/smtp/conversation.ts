/** What is kept of the talk with a mail server: whether it asked for the mail itself. Nothing of it is logged. */
export interface Conversation {
  readonly logger: ConversationLogger
  /** Whether the server took `DATA` (354): from then on the mail may have been sent. */
  readonly isDataBegun: () => boolean
}

interface ConversationLogger {
  level(level: string): void
  trace(...said: readonly unknown[]): void
  debug(...said: readonly unknown[]): void
  info(...said: readonly unknown[]): void
  warn(...said: readonly unknown[]): void
  error(...said: readonly unknown[]): void
  fatal(...said: readonly unknown[]): void
}

/** Listens to one conversation. */
export function watchConversation(): Conversation {
  let begun = false
  const hear = (entry: unknown, text: unknown) => {
    const isServer = typeof entry === 'object' && entry !== null && 'tnx' in entry && entry.tnx === 'server'
    if (isServer && typeof text === 'string' && /^354[ -]/.test(text)) begun = true
  }
  const nothing = () => {}
  const logger = {
    ...{ level: nothing, trace: nothing, info: nothing, warn: nothing, error: nothing, fatal: nothing },
    debug: (...[entry, text]: readonly unknown[]) => hear(entry, text),
  }
  return { logger, isDataBegun: () => begun }
}
