import { describe, expect, it } from 'vitest'
import { hasChromium, openTab } from './chromium.ts'
import { openPagePlayground } from './page-client.ts'

const FIX = 'fix(engine): do not crash on a priority that is not a number'

describe.skipIf(!hasChromium)('the page in a browser', () => {
  it('lets a newcomer label a pull request and comment, and shows it to everybody live', async () => {
    const { page, github } = await openPagePlayground({ app: {} })
    const [tab, other] = [await openTab(page.url), await openTab(`${page.url}#/issues/1256`)]
    await tab.getByRole('link', { name: FIX }).click()
    await tab.getByText('Add a label').click()
    await tab.getByRole('button', { name: 'patch-candidate' }).click()
    await tab.getByText('Eligible for v2.0.1').waitFor()

    await tab.getByRole('combobox').selectOption('grace')
    await tab.getByLabel(/^Comment/).fill('Reads **well** to me.')
    await tab.getByRole('button', { name: 'Comment as grace' }).click()
    for (const each of [tab, other]) await each.locator('.said strong', { hasText: 'well' }).waitFor()
    expect(await tab.getByLabel(/^Comment/).inputValue()).toBe('')

    await github.person('linus').comments(1256, 'Thanks!')
    await other.getByText('Thanks!').waitFor()
  })

  it('keeps what somebody is writing while everything around it changes', async () => {
    const { page, github } = await openPagePlayground()
    const tab = await openTab(`${page.url}#/issues/1256`)
    await tab.getByLabel(/^Comment/).fill('half a sent')
    await github.person('linus').comments(1256, 'I was quicker.')
    await tab.getByText('I was quicker.').waitFor()
    await tab.keyboard.type('ence')
    expect(await tab.getByLabel(/^Comment/).inputValue()).toBe('half a sentence')
  })

  it('ticks a task where it stands, and says why somebody may not', async () => {
    const { page, github } = await openPagePlayground()
    const tab = await openTab(`${page.url}#/issues/1255`)
    await tab.getByLabel('happens with 1.9.1').click()
    await expect.poll(() => tab.getByLabel('happens with 1.9.1').isChecked()).toBe(true)
    expect(github.world.repositories.get('godel/api')?.issues.at(-5)?.body).toContain(
      '- [x] happens with 1.9.1',
    )

    await tab.goto(`${page.url}#/issues/1256`)
    await tab.getByRole('combobox').selectOption('mallory')
    await tab.getByRole('button', { name: 'Squash' }).click()
    await tab.getByText('mallory has the role “read” here, and merge takes “write”.').waitFor()
  })

  it('shows each of its views without an error', async () => {
    const { page } = await openPagePlayground({ app: {} })
    const { overview } = await page.look()
    const [run, delivery] = [overview.runs[0]?.id, overview.deliveries[0]?.id]
    const views = [
      'pulls',
      'issues',
      'history',
      'files',
      'releases',
      'runs',
      'deliveries',
      'faults',
      'pulls/new',
      'issues/new',
    ]
    const more = [
      'files/main',
      'files/main/src%2Fcli.ts',
      'issues/1234',
      `runs/${run}`,
      `deliveries/${delivery ?? 0}`,
      'commits/v2.0.0',
    ]
    const tab = await openTab(page.url)
    for (const view of [...views, ...more]) {
      await tab.goto(`${page.url}#/${view}`)
      await tab.locator(`main[data-view="/${view}"]`).waitFor()
      expect((await tab.locator('main').textContent())?.length, view).toBeGreaterThan(10)
    }
  })

  it('plays the tour, and goes where it points', async () => {
    const { page } = await openPagePlayground({ app: {}, tour: { readingMs: 400 } })
    const tab = await openTab(page.url)
    const went: string[] = []
    tab.on('framenavigated', (frame) => went.push(new URL(frame.url()).hash))
    await tab.getByRole('banner').getByRole('button', { name: 'Play the tour' }).click()
    await tab.getByText('That was the tour').waitFor({ timeout: 50_000 })
    expect(went[0]).toBe('#/issues/1256')
    expect(went).toContain('#/issues/1260')
    expect(await tab.evaluate('location.hash')).toBe('#/issues/1256')
    await tab.getByRole('button', { name: 'Put away' }).click()
    await expect.poll(() => tab.locator('.tour').count()).toBe(0)
  })

  it('can be used without a mouse, from its first link to a sent comment', async () => {
    const { page } = await openPagePlayground()
    const tab = await openTab(`${page.url}#/issues/1256`)
    await tab.keyboard.press('Tab')
    expect(await tab.evaluate('document.activeElement.getAttribute("href")')).toBe('#view')
    await tab.getByText('Add a label').focus()
    await tab.keyboard.press('Enter')
    await tab.keyboard.press('Tab')
    await tab.keyboard.press('Enter')
    await tab.getByText('added the label').first().waitFor()
    await tab.getByLabel(/^Comment/).focus()
    await tab.keyboard.type('by hand')
    await tab.keyboard.press('Control+Enter')
    await tab.locator('.said', { hasText: 'by hand' }).waitFor()
  })

  it.each([900, 1180, 1440])('fits into a window of %i pixels', async (width) => {
    const { page } = await openPagePlayground()
    const tab = await openTab(page.url, { width })
    for (const view of ['', 'issues/1256', 'history', 'runs', 'deliveries']) {
      await tab.goto(`${page.url}#/${view}`)
      await tab.locator(`main[data-view="/${view}"]`).waitFor()
      const over = await tab.evaluate('document.documentElement.scrollWidth - window.innerWidth')
      expect(over, view).toBeLessThanOrEqual(0)
    }
  })
})
