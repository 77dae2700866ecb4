import { decode } from 'fast-png'
import { expect, it } from 'vitest'
import { openChartLinks } from '../../src/page/charts/chart-links.ts'
import { drawLinkedStep } from '../../src/page/charts/chart-route.ts'
import { summarize } from '../../src/runtime/record/release-summary.ts'
import { appendEvents } from '../../src/store/events/events.ts'
import type { Store } from '../../src/store/store.ts'
import { PRODUCTION, rolling, runs } from '../release/lifecycle/rollout/rolling.ts'
import { freshPlace, openIn } from '../store/places.ts'

const links = openChartLinks('secret of the App', () => 'https://captain.example')
const STEP = { release: '77:v2.0.1', environment: 'production', step: 0 }

function keyFor(step: typeof STEP): string {
  return new URL(links.createUrl(step)).pathname.split('/').at(-1)?.replace('.png', '') ?? ''
}

/** A release whose first step held up. */
async function record(store: Store): Promise<void> {
  const { release, events, at } = runs(rolling({ environments: [PRODUCTION] }), (one) =>
    one.release.status === 'unopened' ? false : one.release.ledger.rollout.lastStep !== null,
  )
  if (release.status === 'unopened') throw new Error('Nothing was opened.')
  const projection = { repository: '77', open: true, embargoed: false, summary: summarize(release) }
  await store.transact((unit) =>
    appendEvents(unit, {
      ...{ release: STEP.release, expectedVersion: 0, events, by: 'test', at, effects: [], projection },
    }),
  )
}

it('a link to a chart opens the picture of that step, and no other', async () => {
  await using opened = await openIn(await freshPlace())
  await record(opened.store)
  const gallery = { store: opened.store, charts: links }
  const open = (step: object, key: string) => drawLinkedStep(gallery, { ...STEP, ...step, key })

  const picture = await open({}, keyFor(STEP))
  expect(decode(picture ?? new Uint8Array()).width).toBe(720)
  for (const other of [{ release: '77:v2.0.2' }, { environment: 'staging' }, { step: 1 }])
    expect(await open(other, keyFor(STEP))).toBeNull()
  expect(await open({}, '')).toBeNull()
  expect(await open({ step: 1 }, keyFor({ ...STEP, step: 1 }))).toBeNull()
})

it('a link is good with the secret that signed it alone', () => {
  const key = keyFor(STEP)
  expect(links.verifyKey(STEP, key)).toBe(true)
  expect(openChartLinks('another', () => '').verifyKey(STEP, key)).toBe(false)
})
