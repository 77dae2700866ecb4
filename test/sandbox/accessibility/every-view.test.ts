import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hasChromium, openTab } from '../playground/chromium.ts'
import { openPagePlayground } from '../playground/page-client.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const VIEWS = [
  'pulls',
  'issues',
  'history',
  'files',
  'files/main',
  'files/main/src%2Fcli.ts',
  'releases',
  'runs',
  'deliveries',
  'faults',
  'pulls/new',
  'issues/new',
  'issues/1234',
  'issues/1256',
  'commits/v2.0.0',
  'issues/9999',
  'deliveries/0',
  'production',
  'mailbox',
]

async function findProblems(tab: Page): Promise<string[]> {
  const found: unknown = await tab.evaluate(
    'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.slice(0, 3).map(({ html }) => html.slice(0, 140)).join(" | ")))',
  )
  return Array.isArray(found) ? found.map(String) : ['no answer']
}

describe.skipIf(!hasChromium)('every view of the page', () => {
  it.each([
    { dark: false, width: 1280 },
    { dark: true, width: 1280 },
    { dark: false, width: 390 },
    { dark: true, width: 390 },
  ])('has nothing that axe-core finds, one h1, and nothing that sticks out, at %o', async (look) => {
    const { page } = await openPagePlayground({ app: {} })
    const { overview } = await page.look()
    const tab = await openTab(page.url, look)
    await tab.evaluate(AXE)
    const problems: Record<string, readonly string[]> = {}
    for (const view of [
      ...VIEWS,
      `runs/${overview.runs[0]?.id}`,
      `deliveries/${overview.deliveries[0]?.id}`,
    ]) {
      await tab.goto(`${page.url}#/${view}`)
      await tab.locator(`main[data-view="/${view}"]`).waitFor()
      await tab.locator('h1').first().waitFor()
      const found = await findProblems(tab)
      const headings = await tab.getByRole('heading', { level: 1 }).count()
      const overflow = Number(await tab.evaluate('document.documentElement.scrollWidth - innerWidth'))
      const all = [
        ...found,
        ...(headings === 1 ? [] : [`${headings} h1`]),
        ...(overflow > 0 ? [`${overflow} pixels too wide`] : []),
      ]
      if (all.length > 0) problems[view] = all
    }
    expect(problems).toEqual({})
  })
})
