import {
  trace as api,
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
} from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import { runInTrace, type Traceparent } from '../../tracing/current-trace.ts'
import type { RunningSpan, Tracing } from '../../tracing/tracing.ts'

/** Where traces go, and which. */
export interface OtlpOptions {
  /** `https://otel.example.com/v1/traces` */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** What the resource says besides its service. */
  readonly attributes: Readonly<Record<string, string>>
  readonly serviceName: string
  readonly serviceVersion: string
  readonly sampler: SamplerSetting
  readonly userAgent: string
}

/** Which traces are kept: of those that begin here, this share. */
export interface SamplerSetting {
  /** From 0 to 1. */
  readonly ratio: number
  /** Whether what follows from something is kept exactly when that was. */
  readonly isParentBased: boolean
}

const KINDS = { server: SpanKind.SERVER, consumer: SpanKind.CONSUMER } as const

/** Opens traces to a collector by OTLP over HTTP. Nothing global is set: several Apps may run in one process. */
export function openOtlpTracing(options: OtlpOptions): Tracing {
  const { url, headers, userAgent, sampler } = options
  const exporter = new OTLPTraceExporter({ url, headers: { ...headers }, userAgent })
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      ...options.attributes,
      'service.name': options.serviceName,
      'service.version': options.serviceVersion,
    }),
    sampler: createSampler(sampler),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  })
  const tracer = provider.getTracer('release-captain', options.serviceVersion)
  return {
    async runInSpan({ name, kind, parent, attributes }, work) {
      const context = toContext(parent)
      const span = tracer.startSpan(name, { kind: KINDS[kind], attributes: { ...attributes } }, context)
      const running = createRunningSpan(span)
      try {
        return await runInTrace(running.trace, () => work(running))
      } catch (error) {
        running.setFailed(nameError(error))
        throw error
      } finally {
        span.end()
      }
    },
    async close(milliseconds) {
      const timeout = AbortSignal.timeout(milliseconds)
      const late = new Promise<void>((resolve) => timeout.addEventListener('abort', () => resolve()))
      await Promise.race([provider.shutdown().catch(() => undefined), late])
    },
  }
}

function createRunningSpan(span: Span): RunningSpan {
  return {
    trace: formatTraceparent(span),
    setAttributes: (attributes) => void span.setAttributes({ ...attributes }),
    setFailed: (kind) => {
      span.setAttribute('error.type', kind)
      span.setStatus({ code: SpanStatusCode.ERROR })
    },
  }
}

/** What an error says may repeat what servers were sent: its name alone goes out. */
function nameError(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return inner instanceof Error ? inner.name : 'unknown'
}

function createSampler({ ratio, isParentBased }: SamplerSetting): Sampler {
  const root = createRootSampler(ratio)
  return isParentBased ? new ParentBasedSampler({ root }) : root
}

function createRootSampler(ratio: number): Sampler {
  if (ratio >= 1) return new AlwaysOnSampler()
  return ratio <= 0 ? new AlwaysOffSampler() : new TraceIdRatioBasedSampler(ratio)
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/

/** What isn't a traceparent begins a trace, as the specification asks for. */
function toContext(parent: Traceparent | null): Context {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(parent ?? '') ?? []
  if (traceId === undefined || spanId === undefined || flags === undefined) return ROOT_CONTEXT
  const spanContext = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true }
  return api.setSpanContext(ROOT_CONTEXT, spanContext)
}

function formatTraceparent(span: Span): Traceparent {
  const { traceId, spanId, traceFlags } = span.spanContext()
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`
}
