import { expect, it } from 'vitest'
import { openPage } from '../../../sandbox/playground/page/open.ts'
import { openProduction, type Production } from '../../../sandbox/production/open.ts'
import { closeAfterTest } from '../../worlds/close-after.ts'
import { hasChromium, openTab } from '../playground/chromium.ts'
import { clientOf, type PageClient } from '../playground/page-client.ts'
import { openPlayground } from '../playground/playground.ts'

async function open(): Promise<{ readonly page: PageClient; readonly production: Production }> {
  const world = await openPlayground()
  const production = await openProduction(world.clock, 'v2.0.0')
  const { url, close } = await openPage({ ...world, production, port: 0 })
  closeAfterTest(async () => {
    await close()
    await production.close()
  })
  return { page: await clientOf(url), production }
}

it('the page shows where the product runs, and whoever plays breaks a version and repairs it', async () => {
  const { page, production } = await open()
  const before = (await page.look()).overview.production
  expect(before?.environments.map(({ name, pods }) => [name, pods.length])).toEqual([
    ['staging', 2],
    ['production', 10],
  ])
  expect(before?.environments[1]?.shares).toEqual([{ version: '2.0.0', share: 100 }])

  await page.does('mallory', 'break-version', { version: '2.0.0' })
  expect(production.cluster.behaviour('2.0.0').errorRatio).toBeGreaterThan(0.05)
  expect((await page.look()).overview.production?.versions).toEqual([{ version: '2.0.0', isBroken: true }])
  await page.does('mallory', 'repair-version', { version: '2.0.0' })
  expect((await page.look()).overview.production?.versions).toEqual([{ version: '2.0.0', isBroken: false }])
  expect(await page.act('mallory', 'break-version', { version: '9.9.9' })).toMatchObject({
    says: "Version 9.9.9 doesn't run here.",
  })
})

it('a Prometheus of the sandbox answers by its API, and refuses what it does not know', async () => {
  const { production } = await open()
  const ask = async (query: string) => {
    const body = new URLSearchParams({ query, time: '1770714000' })
    const answer = await fetch(`${production.prometheus.url}/api/v1/query`, { method: 'POST', body })
    return { status: answer.status, json: await answer.text() }
  }
  const known = await ask('job:http_errors:ratio5m{version="2.0.0",environment="production"}')
  expect(known).toMatchObject({ status: 200, json: expect.stringContaining('"resultType":"vector"') })
  expect((await ask('rate(up[5m])')).status).toBe(400)
})

it.runIf(hasChromium)(
  'a browser draws pods, shares and charts, and breaks a version by a button',
  async () => {
    const { page } = await open()
    const tab = await openTab(`${page.url}#/production`)
    await tab.getByRole('img', { name: 'Traffic of production: 2.0.0: 100 %' }).waitFor()
    await tab.getByRole('img', { name: /^Error rate of the last three hours/ }).waitFor()
    await tab.getByRole('button', { name: 'Break 2.0.0' }).click()
    await tab.getByText('every eighth request fails').waitFor()
    await tab.getByRole('link', { name: /^Mailbox/ }).click()
    await tab.getByText('Nothing came yet.').waitFor()
  },
)
