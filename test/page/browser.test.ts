import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runImport } from '../../src/app/operator/import-history.ts'
import { hasChromium } from '../sandbox/playground/chromium.ts'
import { makeProduct, openApp, type Product } from '../worlds/app/product.ts'
import { asked, CRASH, type OnItsWay, PANIC } from '../worlds/app/releasing.ts'
import type { AppWorld } from '../worlds/app/world.ts'
import { signIn } from './browse.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

describe.skipIf(!hasChromium)('the pages in a browser', () => {
  let world: AppWorld
  let product: Product
  let release: OnItsWay
  let browser: Awaited<ReturnType<typeof chromium.launch>>
  let path: string
  let history: string

  beforeAll(async () => {
    world = await openApp()
    product = await makeProduct(world)
    release = await asked(product, CRASH)
    await importHistory()
    path = `/releases/godel/${product.repository.name}/v2.0.1`
    browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    })
  })
  afterAll(() => browser?.close())

  /** A repository that had two patches before the App was there, with the changes and reports that they are of. */
  async function importHistory(): Promise<void> {
    const past = await makeProduct(world)
    history = past.repository.name
    for (const [version, change] of [
      ['v2.0.1', CRASH],
      ['v2.0.2', PANIC],
    ] as const) {
      const { number } = await past.person('rick').opensIssue({ title: 'It stops' })
      world.passes(2 * 86_400)
      await past.merges({ ...change, body: `Severity: P1\nRisk: low\n\nFixes #${number}` })
      world.passes(3_600)
      await past.person('ada').tags(version, 'main')
    }
    await world.offline((app) => runImport(app, { repository: `godel/${history}` }))
  }

  /** A tab of somebody who is signed in; it must meet no error and no refusal of the CSP. */
  async function openTab(
    login: string,
    { dark = false, width = 1280 } = {},
  ): Promise<{ page: Page; wrong: string[] }> {
    const { cookie } = await signIn(world, login)
    const [name = '', value = ''] = cookie.split(/=(.*)/s)
    const context = await browser.newContext({
      colorScheme: dark ? 'dark' : 'light',
      viewport: { width, height: 800 },
      bypassCSP: false,
    })
    await context.addCookies([{ name, value, url: world.app.url, httpOnly: true, sameSite: 'Lax' }])
    const page = await context.newPage()
    const wrong: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') wrong.push(message.text())
    })
    page.on('pageerror', (error) => wrong.push(error.message))
    return { page, wrong }
  }

  /** Playwright evaluates through the debugger, which no CSP stops. */
  async function findProblems(page: Page): Promise<string[]> {
    await page.evaluate(AXE)
    const found: unknown = await page.evaluate(
      'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html.slice(0, 120)).join(" | ")))',
    )
    return Array.isArray(found) ? found.map(String) : ['no answer']
  }

  it.each([
    { dark: false, width: 1280 },
    { dark: true, width: 1280 },
    { dark: false, width: 390 },
    { dark: true, width: 390 },
  ])('has nothing that axe-core finds, at %o', async (look) => {
    const { page, wrong } = await openTab('grace', look)
    for (const view of [
      '/releases',
      path,
      '/candidates',
      '/calendar',
      '/measures',
      `/measures?repository=godel/${history}`,
      `/releases?repository=godel/${history}`,
      `/releases/godel/${history}/v2.0.1`,
      '/audit',
      '/webhooks',
      '/tokens',
    ]) {
      await page.goto(world.app.url + view)
      expect(await findProblems(page), view).toEqual([])
      const overflow: unknown = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      expect(overflow, view).toBeLessThanOrEqual(0)
      expect(await page.getByRole('heading', { level: 1 }).count(), view).toBe(1)
    }
    expect(wrong).toEqual([])
  })

  it('lets an approver say go by keyboard alone, and shows it to somebody else at once', async () => {
    const [approver, reader] = [await openTab('grace'), await openTab('rick')]
    await reader.page.goto(world.app.url + path)
    await approver.page.goto(world.app.url + path)
    await approver.page.keyboard.press('Tab')
    await approver.page.keyboard.press('Enter')
    expect(await approver.page.evaluate('document.activeElement.id')).toBe('main')
    await approver.page.getByRole('button', { name: 'Go', exact: true }).focus()
    await approver.page.keyboard.press('Enter')
    await approver.page.getByText('Your go for tagging').waitFor()
    await reader.page.getByText('grace said go').first().waitFor()
    expect([...approver.wrong, ...reader.wrong]).toEqual([])
    await release.shows('waits to be published')
  })

  it('shows a reader how an imported history went, with its charts in words too', async () => {
    const { page, wrong } = await openTab('rick')
    await page.goto(`${world.app.url}/measures?repository=godel/${history}`)
    await page.getByRole('heading', { name: '2 patches in the last 90 days' }).waitFor()
    const row = page.getByRole('row', { name: /^Time to patch/ })
    expect(await row.textContent()).toContain('48h')
    const chart = page.getByRole('img', { name: /Time to patch of each change, in days/ })
    expect(await chart.getAttribute('aria-label')).toContain('2')
    await page.goto(`${world.app.url}/releases/godel/${history}/v2.0.2`)
    await page.getByText(PANIC.title).first().waitFor()
    expect(wrong).toEqual([])
  })

  it('leads a release manager from the list to a release that they hold', async () => {
    const { page, wrong } = await openTab('ada')
    await page.goto(`${world.app.url}/`)
    await page.getByRole('link', { name: `${product.repository.name} v2.0.1` }).click()
    await page.getByRole('heading', { level: 1, name: 'v2.0.1' }).waitFor()
    await page.getByLabel('Reason to hold').fill('the canary is red')
    await page.getByRole('button', { name: 'Hold', exact: true }).click()
    await page.getByText('the canary is red').first().waitFor()
    expect(new URL(page.url()).pathname).toBe(path)
    expect(wrong).toEqual([])
  })
})
