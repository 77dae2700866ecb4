import { createServer } from 'node:http'
import nock from 'nock'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openPrometheus } from '../../../src/adapters/prometheus/open.ts'

const URL = 'https://prometheus.example'
const AT = 1_772_000_000
const DATE = new Date(AT * 1000).toUTCString()

const open = (rest: object = {}) =>
  openPrometheus({
    url: URL,
    login: { kind: 'bearer', token: 'token-of-prometheus' },
    userAgent: 'test',
    now: () => AT * 1000,
    ...rest,
  })

const vector = (...values: readonly (readonly [number, string])[]) => ({
  status: 'success',
  data: { resultType: 'vector', result: values.map((value) => ({ metric: {}, value })) },
})

function answering(status: number, body: string | object, headers: Record<string, string> = { date: DATE }) {
  nock(URL).post('/api/v1/query').reply(status, body, headers)
}

// It stands between all tests of the process and the network, from its import on.
beforeAll(() => {
  if (!nock.isActive()) nock.activate()
})
afterAll(() => nock.restore())
beforeEach(() => nock.disableNetConnect())
afterEach(() => {
  nock.cleanAll()
  nock.enableNetConnect()
})

describe('one query to Prometheus', () => {
  it('is asked at a time, with the login, and answered with its one number', async () => {
    nock(URL, { reqheaders: { authorization: 'Bearer token-of-prometheus' } })
      .post('/api/v1/query', { query: 'up{version="2.0.1"}', time: String(AT) })
      .reply(200, vector([AT, '0.25']), { date: DATE })
    expect(await open().readValue('up{version="2.0.1"}', AT)).toEqual({ kind: 'value', value: 0.25 })
  })

  it.each([
    ['no-data', 200, vector()],
    ['not-a-number', 200, vector([AT, 'NaN'])],
    ['not-a-number', 200, vector([AT, '+Inf'])],
    ['several-series', 200, vector([AT, '1'], [AT, '2'])],
    ['stale', 200, vector([AT - 600, '1'])],
    ['source-garbled', 200, '<html>Welcome</html>'],
    ['source-garbled', 200, { status: 'success', data: { resultType: 'vector', result: [{ value: 'x' }] } }],
    ['source-refused', 400, { status: 'error', errorType: 'bad_data', error: 'parse error' }],
    ['source-refused', 401, 'Unauthorized'],
    ['source-slow', 503, { status: 'error', errorType: 'timeout', error: 'query timed out' }],
    ['source-down', 503, 'upstream connect error'],
    ['source-down', 429, 'too many requests'],
    ['source-refused', 302, ''],
  ])('is %s after the answer %s %j', async (problem, status, body) => {
    answering(status, body, { date: DATE, location: 'https://elsewhere.example/' })
    expect(await open().readValue('up', AT)).toEqual({ kind: 'problem', problem })
  })

  it.each([-300, 300])('is of no use from a server whose clock is off by %s seconds', async (seconds) => {
    answering(200, vector([AT, '1']), { date: new Date((AT + seconds) * 1000).toUTCString() })
    expect(await open().readValue('up', AT)).toEqual({ kind: 'problem', problem: 'clock-skewed' })
  })

  it('says so when the server is down', async () => {
    nock(URL).post('/api/v1/query').replyWithError('reset')
    expect(await open().readValue('up', AT)).toEqual({ kind: 'problem', problem: 'source-down' })
  })

  it('says so when the server is slow', async () => {
    nock.enableNetConnect()
    const server = createServer(() => {})
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    const slow = open({ url: `http://127.0.0.1:${port}`, timeoutMs: 30 })
    expect(await slow.readValue('up', AT)).toEqual({ kind: 'problem', problem: 'source-slow' })
    server.close().closeAllConnections()
  })

  it('reads no endless answer', async () => {
    answering(200, 'x'.repeat(9 * 1024 * 1024))
    expect(await open().readValue('up', AT)).toEqual({ kind: 'problem', problem: 'source-garbled' })
  })
})

describe('a range of Prometheus', () => {
  it('is asked with no more points than Prometheus gives', async () => {
    nock(URL)
      .post('/api/v1/query_range', { query: 'up', start: '0', end: '110000', step: '10' })
      .reply(200, {
        status: 'success',
        data: {
          resultType: 'matrix',
          result: [
            {
              metric: {},
              values: [
                [1, '1'],
                [2, 'NaN'],
                [3, '3'],
              ],
            },
          ],
        },
      })
    expect(await open().readSeries('up', { from: 0, to: 110_000, step: 1 })).toEqual({
      kind: 'series',
      samples: [
        { at: 1, value: 1 },
        { at: 3, value: 3 },
      ],
    })
  })
})
