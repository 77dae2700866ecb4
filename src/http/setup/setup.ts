import { randomBytes, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { APP_PERMISSIONS, createManifest } from '../../github-app.ts'
import type { GitHubUrls } from '../../github-url.ts'
import { Refused } from '../../release/refusal.ts'
import { createPageHeaders, type HtmlPage } from '../html-page.ts'
import { LINK_PATH } from '../oauth/oauth-callback.ts'
import { WEBHOOK_PATH } from '../routes.ts'
import { convert } from './conversion.ts'
import { type CreatedApp, getSetupFiles, refuseOverwriting, type SetupFiles, saveApp } from './made-app.ts'
import { renderFailedPage, renderMadePage, renderSetupPage } from './pages.ts'

export interface SetupOptions {
  readonly github: GitHubUrls
  /** Whose App it is to be; null for that of whoever agrees. */
  readonly organization: string | null
  /** What it is called, until somebody calls it otherwise. */
  readonly name: string
  /** Where GitHub is to post to: `https://captain.example/api/github/webhooks`. */
  readonly webhookUrl: string
  /** Where .env and the private key are written. */
  readonly folder: string
}

/** What setup made, to be told on the terminal. No secret is in it. */
export interface SetUp extends SetupFiles {
  readonly id: number
  readonly name: string
  /** Its page at GitHub, and where people choose its repositories. */
  readonly page: string
  readonly installAt: string
}

export interface Setup {
  /** To be opened in a browser on this machine. Whoever does not know it gets nothing. */
  readonly url: string
  /** Holds once the App is made and its files are written; rejects with a refusal where it could not be. */
  readonly done: Promise<SetUp>
  close(): Promise<void>
}

/**
 * Makes the App by GitHub's manifest flow
 * (https://docs.github.com/apps/sharing-github-apps/registering-a-github-app-from-a-manifest): a page on this machine,
 * for one use, from which somebody goes to GitHub, agrees, and comes back with a code that is exchanged for the
 * credentials. Nobody ever has to copy a key.
 *
 * @throws {Refused} when the webhook's URL cannot be one, or there are settings in the folder already
 */
export async function openSetup(options: SetupOptions): Promise<Setup> {
  refuseUnreachable(options)
  const files = getSetupFiles(options.folder)
  await refuseOverwriting(files)
  const key = createSecret()
  const state = createSecret()
  const { promise: done, resolve, reject } = Promise.withResolvers<SetUp>()
  // Whoever only closes it again need not listen.
  done.catch(() => {})
  let isUsed = false
  const server = createServer(async (request, response) => {
    const url = parseRequestUrl(request, getHost(server))
    if (url && isSame(url.pathname, `/${key}`))
      return showPage(response, createAskingPage(options, state, server))
    const code = url?.pathname === '/made' ? findCode(url, state) : null
    if (code === null || isUsed) return showPage(response, null)
    isUsed = true
    try {
      const app = await convert(options.github.api, code)
      await saveApp(app, files, { github: options.github.web, publicUrl: toPublicUrl(options) })
      showPage(response, renderMadePage(app))
      resolve(toSetupResult(app, files))
    } catch (error) {
      showPage(response, renderFailedPage())
      reject(error)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://${getHost(server)}/${key}`, done, close: () => close(server) }
}

/** What is asked for; null for what no page of ours asks. */
function parseRequestUrl({ method, headers, url = '' }: IncomingMessage, host: string): URL | null {
  const isOurs = method === 'GET' && headers.host === host && URL.canParse(url, `http://${host}`)
  return isOurs ? new URL(url, `http://${host}`) : null
}

function createAskingPage(options: SetupOptions, state: string, server: Server): HtmlPage {
  const { github, organization, name, webhookUrl } = options
  const publicUrl = toPublicUrl(options)
  const owner = organization === null ? '' : `/organizations/${organization}`
  return renderSetupPage({
    action: `${github.web}${owner}/settings/apps/new?state=${state}`,
    manifest: createManifest({
      name,
      webhookUrl,
      redirectUrl: `http://${getHost(server)}/made`,
      callbackUrl: publicUrl === null ? null : publicUrl + LINK_PATH,
    }),
    permissions: APP_PERMISSIONS,
  })
}

/** A webhook that comes by a relay says nothing of where browsers reach us. */
function toPublicUrl({ webhookUrl }: SetupOptions): string | null {
  const { origin, pathname } = new URL(webhookUrl)
  return pathname === WEBHOOK_PATH ? origin : null
}

/** The code of whoever comes back from where this very page sent them; else null. */
function findCode({ searchParams }: URL, state: string): string | null {
  const code = searchParams.get('code') ?? ''
  if (!isSame(searchParams.get('state') ?? '', state)) return null
  return /^[\w-]{1,200}$/.test(code) ? code : null
}

function toSetupResult({ id, name, page }: CreatedApp, files: SetupFiles): SetUp {
  return { ...files, id, name, page, installAt: `${page}/installations/new` }
}

/** Null is what is not there, for whoever has no business here. */
function showPage(response: ServerResponse, page: HtmlPage | null): void {
  response.writeHead(page ? 200 : 404, {
    'content-type': 'text/html; charset=utf-8',
    ...createPageHeaders(page ?? { policy: "default-src 'none'" }),
    connection: 'close',
  })
  response.end(page?.html ?? '')
}

function refuseUnreachable({ webhookUrl, organization }: SetupOptions): void {
  const url = URL.canParse(webhookUrl) ? new URL(webhookUrl) : null
  if (url?.protocol !== 'https:') {
    throw new Refused({
      kind: 'usage',
      what: `GitHub can't post to \`${webhookUrl}\`: the webhook URL must be an https URL.`,
      next: 'Use the URL at which GitHub reaches this program. To try it out, use a relay such as https://smee.io/new.',
    })
  }
  if (organization === null || /^[a-z\d](?:[a-z\d-]{0,38})$/i.test(organization)) return
  throw new Refused({
    kind: 'usage',
    what: `\`${organization}\` isn't the name of an organization.`,
    next: 'Use the name from its URL: `godel` for https://github.com/godel.',
  })
}

/** Only this name of ours: another would be that of a page elsewhere that was pointed at this machine. */
function getHost(server: Server): string {
  const address = server.address()
  return address === null || typeof address === 'string' ? '' : `127.0.0.1:${address.port}`
}

function isSame(given: string, known: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(known)]
  return one.length === other.length && timingSafeEqual(one, other)
}

function createSecret(): string {
  return randomBytes(24).toString('base64url')
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return
  const closed = once(server, 'close')
  server.close()
  await closed
}
