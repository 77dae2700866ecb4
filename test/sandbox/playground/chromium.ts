import { existsSync } from 'node:fs'
import { chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { closeAfterTest } from '../../worlds/close-after.ts'

const PROGRAM = '/usr/bin/chromium'

/** Whether tests in a browser can run here; in CI they have to (TESTING.md). */
export const hasChromium = process.env['CI'] === 'true' || existsSync(PROGRAM)

/** A tab of a real browser. After the test it must have met no error, no refusal of the CSP, and no host but ours. */
export async function openTab(
  url: string,
  given: { readonly width?: number; readonly dark?: boolean } = {},
): Promise<Page> {
  const browser = await chromium.launch({
    executablePath: PROGRAM,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  })
  const page = await browser.newPage({
    viewport: { width: given.width ?? 1280, height: 900 },
    colorScheme: given.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  })
  const wrong: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') wrong.push(message.text())
  })
  page.on('pageerror', (error) => wrong.push(error.message))
  page.on('request', (request) => {
    if (new URL(request.url()).host !== new URL(url).host) wrong.push(`asks ${request.url()}`)
  })
  closeAfterTest(async () => {
    await browser.close()
    expect(wrong).toEqual([])
  })
  await page.goto(url)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}
