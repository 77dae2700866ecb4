import { type Logger, pino, stdSerializers, stdTimeFunctions } from 'pino'
import type { LogLevel } from './level.ts'
import type { Redactor } from './redact.ts'

/**
 * What the program tells whoever runs it, as lines of JSON: a constant message, and fields for the rest. Ids go into
 * the fields `request` and `release`, by a child.
 */
export type Log = Pick<Logger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'isLevelEnabled'> & {
  child(fields: LogFields): Log
}

/** By what lines that belong together are found. */
interface LogFields {
  /** One call from outside, by the id that its answer carries. */
  readonly request?: string
  readonly release?: string
  /** One effect, by its key. */
  readonly effect?: string
  readonly delivery?: string
}

interface LogOptions {
  readonly level: LogLevel
  /** Takes whole lines, each with its line break: standard output. */
  readonly destination: { write(line: string): unknown }
  /** Every line passes through it. */
  readonly redactor: Pick<Redactor, 'hideInJson'>
  /** The trace that a line belongs to; null for none. */
  readonly getTraceId?: () => string | null
}

/** Opens the log. A secret that gets into a line, by whatever way, is hidden in it. */
export function openLog({ level, destination, redactor, getTraceId }: LogOptions): Logger {
  return pino(
    {
      level,
      // No process id and no machine: whoever collects the lines adds where they come from.
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      ...(getTraceId ? { mixin: () => addTrace(getTraceId()) } : {}),
      serializers: { err: stdSerializers.err, error: stdSerializers.err },
    },
    { write: (line: string) => destination.write(redactor.hideInJson(line)) },
  )
}

function addTrace(trace: string | null): { readonly trace?: string } {
  return trace === null ? {} : { trace }
}
