import { expect, it } from 'vitest'
import { withStore } from '../../src/app/operator/operated-app.ts'
import { createTerms } from '../../src/release/lifecycle/terms.ts'
import { defaultPolicy } from '../../src/release/policy.ts'
import { createReleaseId, executeCommand } from '../../src/runtime/record/execute-command.ts'
import { makeProduct, openApp } from '../worlds/app/product.ts'
import { signIn } from './browse.ts'

const DAY = 86_400
const PATCHES = 300

/** A patch of before, whose one change took two days from its report. */
function createPast(
  repository: { readonly id: number; readonly name: string },
  number: number,
  publishedAt: number,
) {
  const version = `v2.0.${number}`
  const change = {
    ...{ candidate: `#${number}`, title: 'fix: keep the lock', authors: [] },
    ...{ merged: publishedAt - DAY, reported: publishedAt - 2 * DAY },
  }
  return {
    ...({ type: 'PastReleaseFound', at: publishedAt, repository } as const),
    ...({ version, tag: version, line: '2.0', kind: 'patch' } as const),
    base: { tag: 'v2.0.0', commit: 'a'.repeat(40) },
    policy: { digest: 'c'.repeat(64), commit: null },
    terms: createTerms(defaultPolicy, new Map()),
    release: {
      ...({
        commit: 'b'.repeat(40),
        publishedAt,
        source: 'tag',
        url: 'https://github.test',
        notes: '',
      } as const),
      changes: [change],
    },
  }
}

it('the measures of a year have every release of the year, and stay small', async () => {
  const world = await openApp()
  const { repository } = await makeProduct(world)
  const ref = { id: repository.id, name: `godel/${repository.name}` }
  const now = Math.floor(world.now() / 1000)
  await world.offline((app) =>
    withStore(app, async (store) => {
      for (let n = 1; n <= PATCHES; n += 1) {
        const fact = createPast(ref, n, now - Math.round((n * 360 * DAY) / PATCHES))
        await store.transact((unit) => executeCommand(unit, createReleaseId(ref.id, fact.version), fact))
      }
    }),
  )
  const ada = await signIn(world, 'ada')
  const year = await ada.get(`/measures?repository=${ref.name}&days=365`)
  expect(year.text).toContain('300 patches in the last 365 days')
  expect(year.text).toContain('… and 250 earlier patches')
  expect(Buffer.byteLength(year.html)).toBeLessThan(100_000)
  const month = await ada.get(`/measures?repository=${ref.name}&days=30`)
  expect(month.text).toContain('24 patches in the last 30 days')
})
