import type { Logger } from 'pino'

/**
 * A child log for Probot, which attaches the whole delivery to every error and logs it, at `debug` even without an error.
 * Of events only their ids get into a line, and of errors only what they say and where they were thrown.
 */
export function openProbotLog(log: Logger): Logger {
  return log.child({}, { serializers: { err: serializeError, error: serializeError, event: serializeEvent } })
}

interface SerializedError {
  readonly type: string
  readonly message?: string
  readonly stack?: string | undefined
  readonly cause?: SerializedError
  readonly errors?: readonly SerializedError[]
}

/** Anything else that was thrown could be a payload: of that only the type is shown. */
function serializeError(error: unknown): SerializedError {
  if (!(error instanceof Error)) return { type: typeof error }
  const { name: type, message, stack, cause } = error
  return {
    type,
    message,
    stack,
    ...(cause instanceof Error ? { cause: serializeError(cause) } : {}),
    ...(error instanceof AggregateError ? { errors: error.errors.map(serializeError) } : {}),
  }
}

function serializeEvent(event: unknown): object {
  return { id: getText(event, 'id'), name: getText(event, 'name') }
}

function getText(value: unknown, key: string): string | undefined {
  const text: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  return typeof text === 'string' ? text : undefined
}
