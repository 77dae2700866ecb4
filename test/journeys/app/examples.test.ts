import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { APP_EVENTS } from '../../../src/github-app.ts'
import { post } from '../../http/servers.ts'
import { EXAMPLES, type Example, OTHERS, placesIn, withOther } from '../../probot/github-examples.ts'
import { makeProduct, openApp, type Product } from '../../worlds/app/product.ts'
import { CRASH, planned } from '../../worlds/app/releasing.ts'
import { endStateOf } from '../../worlds/kill/end-state.ts'

/** How often each example comes with something else in one of its fields. */
const DAMAGED = 8

const subscribed = EXAMPLES.filter(({ event }) => APP_EVENTS.some(({ name }) => name === event))

/** As if it had happened in the product. */
function happeningIn({ repository }: Product, { event, payload }: Example): Example {
  const there = payload['repository']
  const here = { ...(typeof there === 'object' ? there : {}), id: repository.id, default_branch: 'main' }
  return { event, payload: { ...payload, repository: here } }
}

function damaged({ event, payload }: Example, seed: number) {
  const damage = fc.tuple(fc.constantFrom(...placesIn(payload)), fc.constantFrom(...OTHERS))
  return fc
    .sample(damage, { numRuns: DAMAGED, seed })
    .map(([place, other]) => ({ event, payload: withOther(payload, place, other) }))
}

it('every example of GitHub’s, whole or damaged, of this repository or another, is read without a crash and without an effect', async () => {
  const world = await openApp()
  const { webhookSecret: secret } = world.github.app()
  const product = await makeProduct(world)
  const release = await planned(product, CRASH)
  const before = await endStateOf(product.repository)
  const { timeline } = product.issue(release.tracking)
  const happened = timeline.length

  const here = subscribed.map((example) => happeningIn(product, example))
  const all = [...EXAMPLES, ...here, ...here.flatMap(damaged)]
  expect(all.length).toBeGreaterThan(1_000)
  for (let i = 0; i < all.length; i += 32) {
    const some = all.slice(i, i + 32).map(({ event, payload }) => ({ id: randomUUID(), event, payload }))
    await Promise.all(
      some.map(({ id, event, payload }) =>
        post(world.app.url, { id, event, body: JSON.stringify(payload), secret }),
      ),
    )
  }
  // What comes of one repository is worked in its order: with the answer to this, all before it is done.
  expect(await release.says('ada', '/release help')).toContain('/release status')
  expect(timeline.splice(happened)).toHaveLength(2)
  expect(await endStateOf(product.repository)).toEqual(before)
})
