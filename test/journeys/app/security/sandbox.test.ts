import { expect, it } from 'vitest'
import { startSandbox } from '../../../../src/app/open-sandbox.ts'
import { clientOf } from '../../../sandbox/playground/page-client.ts'
import { closeAfterTest } from '../../../worlds/close-after.ts'

const START = Date.parse('2026-02-10T09:00:00Z')

async function open() {
  const errors: string[] = []
  const sandbox = await startSandbox({
    ...{ host: '127.0.0.1', port: 0, place: null, now: START, signing: { key: null, format: null } },
    ...{ logLevel: 'error', metricsToken: null, tracing: null, cacheDir: '' },
    logs: { write: (line: string) => errors.push(line) },
    tour: { readingMs: 1, speed: 60, patience: 6 },
  })
  closeAfterTest(async () => {
    await sandbox.stop()
    expect(errors).toEqual([])
  })
  return sandbox
}

it('the tour of an embargo plays to its disclosure, and whoever is outside sees nothing before the minute', {
  timeout: 600_000,
}, async () => {
  const { page, github, clock, production, url } = await open()
  const client = await clientOf(url)
  const writes: { readonly call: string; readonly at: number }[] = []
  github.taps(({ when, call, method, path }) => {
    const isWrite = method !== 'GET' && call !== 'git/upload-pack' && /\/gateway(?:\.git)?(?:\/|$)/.test(path)
    if (when === 'before' && isWrite) writes.push({ call, at: clock.now() })
    return 'goes-on'
  })
  const seen: { readonly at: number; readonly finds: number }[] = []
  page.tour.start('embargo')
  const tour = { isOver: false }
  void page.tour.over().then(() => {
    tour.isOver = true
  })
  while (!tour.isOver) {
    const { overview } = await client.look('/embargo')
    seen.push({ at: overview.clock.now, finds: overview.embargo?.outsider.found.length ?? 0 })
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  expect(page.tour.view()).toMatchObject({ state: 'done', step: 8, of: 8 })

  let { overview } = await client.look('/embargo')
  for (let look = 0; look < 300 && (overview.embargo?.outsider.found.length ?? 0) < 5; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    overview = (await client.look('/embargo')).overview
  }
  const [due = 0] = [...github.world.repositories.values()].flatMap(({ comments }) =>
    comments.flatMap(({ body }) => {
      const [, on] = /^\/release disclose at (\S+)/.exec(body) ?? []
      return on === undefined ? [] : [Date.parse(`${on}:00Z`)]
    }),
  )
  expect(writes.filter(({ call, at }) => at < due && !call.startsWith('security-advisories/'))).toEqual([])
  // A look takes a moment, in which the clock runs on.
  const early = seen.filter(({ at }) => at < due - 30_000)
  expect(early.length).toBeGreaterThan(10)
  expect(early.every(({ finds }) => finds === 0)).toBe(true)
  const found = overview.embargo?.outsider.found.map(({ what }) => what)
  expect(found).toEqual(['branch', 'tag', 'release', 'advisory', 'announcement'])
  expect(overview.embargo?.insider.advisory).toMatchObject({
    state: 'published',
    ranges: ['>= 3.4.0, < 3.4.1'],
  })
  expect(production.mailbox.mails().map(({ to }) => to)).toContain('ops@lovelace.example')
})
