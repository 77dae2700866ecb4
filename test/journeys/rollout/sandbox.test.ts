import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { startSandbox } from '../../../src/app/open-sandbox.ts'
import { freshPlace } from '../../store/places.ts'
import { closeAfterTest } from '../../worlds/close-after.ts'

/** Two releases and 48 hours, beside other tests. */
const PATIENCE_MS = 900_000

async function open() {
  const errors: string[] = []
  const sandbox = await startSandbox({
    ...{ host: '127.0.0.1', port: 0, place: await freshPlace(), now: Date.parse('2026-02-10T09:00:00Z') },
    ...{
      logLevel: 'error',
      metricsToken: null,
      tracing: null,
      signing: { key: null, format: null },
      cacheDir: '',
    },
    logs: { write: (line: string) => errors.push(line) },
    // Nothing is waited for that doesn't come: the clock stands still while the App has something to do.
    tour: { readingMs: 1, speed: 60, patience: 30 },
  })
  closeAfterTest(async () => {
    await sandbox.stop()
    expect(errors).toEqual([])
  })
  return sandbox
}

it('the tour plays a release to the end of its 48-hour watch, and one whose canary is rolled back by the App alone', {
  timeout: PATIENCE_MS,
}, async () => {
  const { app, page, production, github, clock } = await open()
  const began = clock.now()
  page.tour.start()
  await page.tour.over()
  // Customers and the status page hear of the rollback beside its incident, with which the tour ends.
  while (!(await app.isIdle())) await pause(50)
  expect(page.tour.view()).toMatchObject({
    state: 'done',
    says: expect.stringContaining('metrics of v2.0.2'),
  })

  const days = (clock.now() - began) / 86_400_000
  expect(days).toBeGreaterThan(3)
  expect(production.cluster.shares('production')).toEqual([{ version: '2.0.1', share: 100, pods: 10 }])
  const titles = production.statusPage.notices().map(({ title, status }) => `${title}: ${status}`)
  expect(titles).toContain('api v2.0.1: completed')
  expect(titles).toContain('api v2.0.2 was rolled back: investigating')
  expect(production.mailbox.mails().map(({ subject }) => subject)).toContain('api v2.0.2 was rolled back')
  expect(production.forum.topics().map(({ title }) => title)).toEqual(['api v2.0.1 is out'])
  const [repository] = github.world.repositories.values()
  const opened = repository?.issues.map(({ title }) => title)
  expect(opened).toContain('Review of v2.0.1')
  expect(opened).toContain('Incident: v2.0.2 was rolled back to v2.0.1')
})
