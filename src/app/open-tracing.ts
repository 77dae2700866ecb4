import type { TracingSettings } from '../settings/tracing.ts'
import { NO_TRACING, type Tracing } from '../tracing/tracing.ts'
import { USER_AGENT } from './open-github.ts'

/** Opens traces where they are switched on. Without them, nothing of OpenTelemetry is loaded. */
export async function openTracing(settings: TracingSettings | null, version: string): Promise<Tracing> {
  if (settings === null) return NO_TRACING
  const { openOtlpTracing } = await import('../adapters/otlp/open-tracing.ts')
  return openOtlpTracing({ ...settings, serviceVersion: version, userAgent: USER_AGENT })
}
