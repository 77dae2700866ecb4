import { describe, expect, it } from 'vitest'
import { listSecrets } from '../../src/settings.ts'
import { APP, right, wrong } from './environments.ts'

const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318/' }

describe('traces', () => {
  it.each([{}, { OTEL_SERVICE_NAME: 'captain' }, { ...ENDPOINT, OTEL_SDK_DISABLED: 'true' }])(
    'are off without an endpoint, or where somebody says so: %j',
    (env) => {
      expect(right({ ...APP, ...env })).toMatchObject({ tracing: null })
    },
  )

  it('are off where no exporter is wanted', () => {
    expect(right({ ...APP, ...ENDPOINT, OTEL_TRACES_EXPORTER: 'none' })).toMatchObject({ tracing: null })
  })

  it('go to the endpoint of all signals, at the path of traces', () => {
    expect(right({ ...APP, ...ENDPOINT })).toMatchObject({
      tracing: {
        url: 'http://localhost:4318/v1/traces',
        serviceName: 'release-captain',
        sampler: { ratio: 1, isParentBased: true },
      },
    })
  })

  it('go to an endpoint of their own as it is, with headers that are kept secret', () => {
    const settings = right({
      ...APP,
      ...ENDPOINT,
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://otel.example/in',
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20a-secret,x-tenant=godel',
      OTEL_RESOURCE_ATTRIBUTES: 'service.name=captain,deployment.environment=production',
      OTEL_TRACES_SAMPLER: 'traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0.25',
    })
    expect(settings.tracing).toEqual({
      url: 'https://otel.example/in',
      headers: { authorization: 'Bearer a-secret', 'x-tenant': 'godel' },
      serviceName: 'captain',
      attributes: { 'service.name': 'captain', 'deployment.environment': 'production' },
      sampler: { ratio: 0.25, isParentBased: false },
    })
    expect(listSecrets(settings)).toContain('Bearer a-secret')
  })

  it('name every setting that is wrong, and start nothing', () => {
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'localhost:4318',
      OTEL_TRACES_EXPORTER: 'zipkin',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_EXPORTER_OTLP_HEADERS: 'a secret',
      OTEL_TRACES_SAMPLER: 'traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '25',
    }
    expect(wrong({ ...APP, ...env })).toEqual([
      "OTEL_EXPORTER_OTLP_ENDPOINT isn't an http or https URL.",
      "OTEL_TRACES_EXPORTER isn't supported.",
      "OTEL_EXPORTER_OTLP_PROTOCOL isn't supported.",
      "OTEL_EXPORTER_OTLP_HEADERS isn't a list of key=value pairs.",
      "OTEL_TRACES_SAMPLER_ARG isn't a number from 0 to 1.",
    ])
  })
})
