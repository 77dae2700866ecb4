/**
 * Takes the pictures of docs/images: starts the sandbox with the App at work in it, lets the guided tour play in a real
 * Chromium as far as the question for the tag, answers that by hand, and looks at it on the way:
 * `npm run screenshots`. Takes some minutes, and wants a font for emoji (on Debian fonts-noto-color-emoji). With `-- --pages` it
 * plays the tour only as far as the cut, and takes the calendar, the candidates and the audit log.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'

const FOLDER = 'docs/images'
const CHROMIUM = '/usr/bin/chromium'
const SIZE = { width: 1280, height: 860 }
/** Room for GitHub, Slack and Discord side by side; and for whole messages. */
const WIDE = { width: 1600, height: 900 }
const TALL = { width: 1600, height: 2400 }
const PHONE = { width: 390, height: 844 }
const PATIENCE_MS = 5 * 60_000
const SETTLES_MS = 400
const QUESTION = 'Tag v2.0.1?'
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
  if (process.argv.includes('--pages')) return pictureAfterCut(from, url)
  const page = await openTab(from, { url, size: SIZE })
  await picture(page, 'start')
  await playTour(page)
  await page.setViewportSize(WIDE)
  await ask(page)
  await pictureOnPhone(from, url)
  await answer(page)
  await publish(page, url)
  await lookAround(page, url)
  await rollBack(page)
  await pictureInTheDark(from, url)
  await pictureOwnPages(from, url)
  await pictureSections(from, url)
}

/** Only the sections of the App's own pages, once the tour has cut a release. */
async function pictureAfterCut(from: Browser, url: string): Promise<void> {
  const page = await openTab(from, { url, size: SIZE })
  await page.getByRole('banner').getByRole('button', { name: 'Play the tour' }).click()
  await page.getByRole('heading', { name: MOMENTS[1].caption }).waitFor({ timeout: PATIENCE_MS })
  await pictureSections(from, url)
}

/** As far as somebody has to say go: that is done by hand, to look at the question as long as it takes. */
async function playTour(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: 'Play the tour' }).click()
  for (const { caption, shows, picture: name } of MOMENTS) {
    await page.getByRole('heading', { name: caption }).waitFor({ timeout: PATIENCE_MS })
    await page.locator(shows).first().waitFor({ timeout: PATIENCE_MS })
    await picture(page, name)
  }
  await page.getByRole('heading', { name: 'Another maintainer says go' }).waitFor({ timeout: PATIENCE_MS })
  await page.getByRole('banner').getByRole('button', { name: 'Stop the tour' }).click()
  await page.getByRole('button', { name: 'Put away' }).click()
  await page.getByRole('button', { name: 'An hour in a minute' }).click()
}

function questionOn(page: Page): Locator {
  return page.locator('.slack .chat-said', { hasText: QUESTION })
}

async function ask(page: Page): Promise<void> {
  const question = questionOn(page)
  await question.getByRole('button', { name: 'Go', exact: true }).waitFor({ timeout: PATIENCE_MS })
  await page.getByRole('button', { name: 'As fast as outside' }).click()
  await become(page, 'grace')
  await pictureOf(page, question, 'question')
  await question.getByRole('button', { name: 'No-go' }).click()
  const form = page.getByRole('dialog', { name: 'No-go' })
  await form
    .getByRole('textbox')
    .fill('Every second login fails on staging since the bump of the session store.')
  await picture(page, 'no-go', page.locator('.slack'))
  await form.getByRole('button', { name: 'Not now' }).click()
  await form.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'App home' }).click()
  await page.locator('.slack .home', { hasText: QUESTION }).waitFor()
  await page.setViewportSize({ ...WIDE, height: 560 })
  await picture(page, 'home', page.locator('.slack'))
  await page.setViewportSize(WIDE)
}

async function pictureOnPhone(from: Browser, url: string): Promise<void> {
  const page = await openTab(from, { url, size: PHONE })
  await become(page, 'grace')
  await page.getByRole('button', { name: 'Slack' }).click()
  await page.locator('.slack .replies').first().click()
  await questionOn(page)
    .locator('.block-context')
    .last()
    .evaluate((element) => element.scrollIntoView({ block: 'end' }))
  await picture(page, 'phone')
  await page.close()
}

async function answer(page: Page): Promise<void> {
  await page.getByRole('button', { name: '# releases' }).click()
  await page.locator('.slack .replies').first().click()
  const question = questionOn(page)
  await question.getByRole('button', { name: 'Go', exact: true }).click()
  await question.getByText('by grace').waitFor({ timeout: PATIENCE_MS })
  await pictureOf(page, question, 'answered')
  await page.getByRole('button', { name: 'An hour in a minute' }).click()
}

async function publish(page: Page, url: string): Promise<void> {
  await page
    .locator('.slack .chat-said', { hasText: 'Every artifact was found' })
    .last()
    .waitFor({ timeout: PATIENCE_MS })
  await page.getByRole('button', { name: 'As fast as outside' }).click()
  await become(page, 'ada')
  await say(page, '/release publish')
  const announcement = page.locator('.discord .chat-said', { hasText: 'Release · Godel' })
  await announcement.getByText('published to followers').waitFor({ timeout: PATIENCE_MS })
  await pictureOf(page, announcement, 'announcement')
  await page.goto(`${url}#/releases/v2.0.1`)
  await page.getByText('Release Notes').waitFor()
  await pictureOf(page, page.locator('.slack .only-for').last(), 'said')
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: '# releases' }).click()
  await page.getByLabel('Say something in #releases').fill(text)
  await page.getByRole('button', { name: 'Send' }).click()
}

async function lookAround(page: Page, url: string): Promise<void> {
  await page.locator('.slack .replies').first().click()
  await page
    .locator('.slack .chat-said', { hasText: 'is published' })
    .first()
    .waitFor({ timeout: PATIENCE_MS })
  await picture(page, 'beside')
  await page.setViewportSize({ ...WIDE, height: 1200 })
  await page.locator('.slack .messages').evaluate((element) => element.scrollTo(0, -element.scrollHeight))
  await picture(page, 'thread', page.locator('.slack'))
  await page.setViewportSize(SIZE)
  await picture(page, 'release')
  await page.goto(`${url}#/issues/1256`)
  await page.locator('main[data-view="/issues/1256"]').waitFor()
  await page.locator('.said', { hasText: 'v2.0.1' }).last().scrollIntoViewIfNeeded()
  await picture(page, 'told')
  await page.setViewportSize(WIDE)
}

async function rollBack(page: Page): Promise<void> {
  await say(page, '/release v2.0.1 rolled-back to v2.0.0 because every second login failed')
  const announcement = page.locator('.discord .chat-said', { hasText: 'Rollback · Godel' })
  await announcement.getByText('edited').waitFor({ timeout: PATIENCE_MS })
  await pictureOf(page, announcement, 'rollback')
}

async function pictureInTheDark(from: Browser, url: string): Promise<void> {
  const dark = await openTab(from, { url, size: SIZE, dark: true })
  await dark.goto(`${url}#/history`)
  await dark.locator('.graph').waitFor()
  await picture(dark, 'history-dark')
}

/** The App's own pages, as ada sees them on a desk and grace on a phone. */
async function pictureOwnPages(from: Browser, url: string): Promise<void> {
  for (const { login, size, dark, name } of [
    { login: 'ada', size: SIZE, dark: false, name: 'page-release' },
    { login: 'grace', size: PHONE, dark: true, name: 'page-phone' },
  ]) {
    const page = await openOwnPages(from, { url, size, dark }, login)
    await page.getByRole('link', { name: /v2\.0\.1$/ }).click()
    await page.getByRole('heading', { name: 'Timeline' }).waitFor()
    await picture(page, name)
    await page.close()
  }
}

async function openOwnPages(from: Browser, tab: Tab, login: string): Promise<Page> {
  const page = await openTab(from, tab)
  const address = await page.getByRole('link', { name: 'Release pages' }).getAttribute('href')
  await page.goto(address ?? '')
  await page.getByRole('link', { name: 'Sign in with GitHub' }).click()
  await page.getByLabel(login).check()
  await page.getByRole('button', { name: /^Authorize/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Releases' }).waitFor()
  return page
}

/** The calendar on a desk, the candidates on a phone in the dark, and the audit log. */
async function pictureSections(from: Browser, url: string): Promise<void> {
  for (const { path, title, size, dark } of [
    { path: 'calendar', title: 'Calendar', size: SIZE, dark: false },
    { path: 'candidates', title: 'Candidates', size: PHONE, dark: true },
    { path: 'audit', title: 'Audit log', size: SIZE, dark: false },
  ]) {
    const page = await openOwnPages(from, { url, size, dark }, 'ada')
    await page.goto(new URL(`/${path}`, page.url()).href)
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await picture(page, `page-${path}`)
    await page.close()
  }
}

interface Tab {
  readonly url: string
  readonly size: { readonly width: number; readonly height: number }
  readonly dark?: boolean
}

async function openTab(from: Browser, { url, size, dark = false }: Tab): Promise<Page> {
  const page = await from.newPage({
    viewport: size,
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  })
  await page.goto(url)
  await page.getByRole('heading', { level: 1 }).waitFor()
  const away = page.getByRole('button', { name: 'Put away' })
  if ((await away.count()) > 0) await away.click()
  return page
}

async function become(page: Page, login: string): Promise<void> {
  await page.getByRole('combobox').selectOption(login)
  // Until what the server said is of that person.
  await page.waitForTimeout(SETTLES_MS)
}

/** A whole message, however long it is. */
async function pictureOf(page: Page, what: Locator, name: string): Promise<void> {
  const before = page.viewportSize()
  await page.setViewportSize(TALL)
  await picture(page, name, what)
  if (before) await page.setViewportSize(before)
}

async function picture(page: Page, name: string, of?: Locator): Promise<void> {
  // What the mouse is over would look chosen; and what scrolls has to come to rest.
  await page.mouse.move(0, 0)
  await page.waitForTimeout(SETTLES_MS)
  const path = `${FOLDER}/${name}.png`
  await (of ? of.screenshot({ path }) : page.screenshot({ path }))
  console.log(path)
}
