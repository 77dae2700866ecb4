/**
 * Takes the pictures of docs/images: starts the sandbox with the App at work in it, lets the guided tour play in a real
 * Chromium, and looks at it on the way: `npm exec -c 'node scripts/screenshots.ts'`. Takes a minute or two, and wants a
 * font for emoji (on Debian fonts-noto-color-emoji).
 */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Browser, chromium, type Page } from 'playwright-core'

const FOLDER = 'docs/images'
const CHROMIUM = '/usr/bin/chromium'
const SIZE = { width: 1280, height: 860 }
const TOUR_MS = 5 * 60_000
const SETTLES_MS = 400
/** What is waited for when a picture is taken: a caption of the tour, and something that then is on the page. */
const MOMENTS = [
  { caption: 'A fix that cannot wait', shows: '.check .prose', picture: 'verdict' },
  { caption: 'Branch, picks, version bump', shows: '.commits.marked, .marked .commits', picture: 'branch' },
  { caption: 'The release checklist', shows: '.task input:checked', picture: 'checklist' },
] as const

const home = mkdtempSync(join(tmpdir(), 'screenshots-'))
const sandbox = spawn(process.execPath, ['bin/release-captain.js', 'start', '--sandbox', '--port', '0'], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { PATH: process.env['PATH'], HOME: home, TMPDIR: home },
})
const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
})
try {
  mkdirSync(FOLDER, { recursive: true })
  await takePictures(browser, await addressOf())
} finally {
  await browser.close()
  sandbox.kill('SIGTERM')
  await new Promise((resolve) => sandbox.once('exit', resolve))
  rmSync(home, { recursive: true, force: true })
}

/** The sandbox says where it is once it is open. */
async function addressOf(): Promise<string> {
  for await (const line of createInterface({ input: sandbox.stdout })) {
    const [url] = /http:\/\/127\.0\.0\.1:\d+\//.exec(line) ?? []
    if (url) return url
  }
  throw new Error('The sandbox ended before it was open.')
}

async function takePictures(from: Browser, url: string): Promise<void> {
  const page = await openTab(from, { url, dark: false })
  await picture(page, 'start')
  await page.getByRole('banner').getByRole('button', { name: 'Play the tour' }).click()
  for (const { caption, shows, picture: name } of MOMENTS) {
    await page.getByRole('heading', { name: caption }).waitFor({ timeout: TOUR_MS })
    await page.locator(shows).first().waitFor({ timeout: TOUR_MS })
    await picture(page, name)
  }
  await page.locator('.tour:not(.playing)').waitFor({ timeout: TOUR_MS })
  if ((await page.locator('.tour.done').count()) === 0)
    throw new Error(`The tour did not end well: ${await page.locator('.tour .caption').textContent()}`)
  await page.getByRole('button', { name: 'Put away' }).click()
  await picture(page, 'told')
  await page.goto(`${url}#/releases`)
  await page.locator('main[data-view="/releases"] .line').first().click()
  await page.getByText('Release Notes').waitFor()
  await picture(page, 'release')
  const dark = await openTab(from, { url, dark: true })
  await dark.goto(`${url}#/history`)
  await dark.locator('.graph').waitFor()
  await dark.getByRole('button', { name: 'Put away' }).click()
  await picture(dark, 'history-dark')
}

async function openTab(
  from: Browser,
  { url, dark }: { readonly url: string; readonly dark: boolean },
): Promise<Page> {
  const page = await from.newPage({
    viewport: SIZE,
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  })
  await page.goto(url)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}

async function picture(page: Page, name: string): Promise<void> {
  // What the mouse is over would look chosen; and what scrolls has to come to rest.
  await page.mouse.move(0, 0)
  await page.waitForTimeout(SETTLES_MS)
  await page.screenshot({ path: `${FOLDER}/${name}.png` })
  console.log(`${FOLDER}/${name}.png`)
}
