import { randomBytes, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { manifestOf, PERMISSIONS } from '../../github-app.ts'
import { Refused } from '../../release/refusal.ts'
import type { GitHubUrls } from '../../settings/github-url.ts'
import { LINK_PATH } from '../linking/route.ts'
import { headersOf, type Page } from '../page.ts'
import { WEBHOOK_PATH } from '../routes.ts'
import { convert } from './conversion.ts'
import { filesIn, keepApp, type MadeApp, refuseOverwriting, type SetupFiles } from './made-app.ts'
import { askingPage, failedPage, madePage } from './pages.ts'

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
  const files = filesIn(options.folder)
  await refuseOverwriting(files)
  const key = secret()
  const state = secret()
  const { promise: done, resolve, reject } = Promise.withResolvers<SetUp>()
  // Whoever only closes it again need not listen.
  done.catch(() => {})
  let isUsed = false
  const server = createServer(async (request, response) => {
    const url = urlOf(request, hostOf(server))
    if (url && same(url.pathname, `/${key}`)) return show(response, asking(options, state, server))
    const code = url?.pathname === '/made' ? codeIn(url, state) : null
    if (code === null || isUsed) return show(response, null)
    isUsed = true
    try {
      const app = await convert(options.github.api, code)
      await keepApp(app, files, { github: options.github.web, publicUrl: publicUrlOf(options) })
      show(response, madePage(app))
      resolve(told(app, files))
    } catch (error) {
      show(response, failedPage())
      reject(error)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://${hostOf(server)}/${key}`, done, close: () => close(server) }
}

/** What is asked for; null for what no page of ours asks. */
function urlOf({ method, headers, url = '' }: IncomingMessage, host: string): URL | null {
  const isOurs = method === 'GET' && headers.host === host && URL.canParse(url, `http://${host}`)
  return isOurs ? new URL(url, `http://${host}`) : null
}

function asking(options: SetupOptions, state: string, server: Server): Page {
  const { github, organization, name, webhookUrl } = options
  const publicUrl = publicUrlOf(options)
  const owner = organization === null ? '' : `/organizations/${organization}`
  return askingPage({
    action: `${github.web}${owner}/settings/apps/new?state=${state}`,
    manifest: manifestOf({
      name,
      webhookUrl,
      redirectUrl: `http://${hostOf(server)}/made`,
      callbackUrl: publicUrl === null ? null : publicUrl + LINK_PATH,
    }),
    permissions: PERMISSIONS,
  })
}

/** A webhook that comes by a relay says nothing of where browsers reach us. */
function publicUrlOf({ webhookUrl }: SetupOptions): string | null {
  const { origin, pathname } = new URL(webhookUrl)
  return pathname === WEBHOOK_PATH ? origin : null
}

/** The code of whoever comes back from where this very page sent them; else null. */
function codeIn({ searchParams }: URL, state: string): string | null {
  const code = searchParams.get('code') ?? ''
  if (!same(searchParams.get('state') ?? '', state)) return null
  return /^[\w-]{1,200}$/.test(code) ? code : null
}

function told({ id, name, page }: MadeApp, files: SetupFiles): SetUp {
  return { ...files, id, name, page, installAt: `${page}/installations/new` }
}

/** Null is what is not there, for whoever has no business here. */
function show(response: ServerResponse, page: Page | null): void {
  response.writeHead(page ? 200 : 404, {
    'content-type': 'text/html; charset=utf-8',
    ...headersOf(page ?? { policy: "default-src 'none'" }),
    connection: 'close',
  })
  response.end(page?.html ?? '')
}

function refuseUnreachable({ webhookUrl, organization }: SetupOptions): void {
  const url = URL.canParse(webhookUrl) ? new URL(webhookUrl) : null
  if (url?.protocol !== 'https:') {
    throw new Refused({
      kind: 'usage',
      what: `GitHub cannot post to \`${webhookUrl}\`: the address of the webhook has to be an https URL.`,
      next: 'Give the URL at which GitHub reaches this program, or for a try that of a relay such as https://smee.io/new.',
    })
  }
  if (organization === null || /^[a-z\d](?:[a-z\d-]{0,38})$/i.test(organization)) return
  throw new Refused({
    kind: 'usage',
    what: `\`${organization}\` is no name of an organisation.`,
    next: 'Give it as in its URL: `godel` for https://github.com/godel.',
  })
}

/** Only this name of ours: another would be that of a page elsewhere that was pointed at this machine. */
function hostOf(server: Server): string {
  const address = server.address()
  return address === null || typeof address === 'string' ? '' : `127.0.0.1:${address.port}`
}

function same(given: string, known: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(known)]
  return one.length === other.length && timingSafeEqual(one, other)
}

function secret(): string {
  return randomBytes(24).toString('base64url')
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return
  const closed = once(server, 'close')
  server.close()
  await closed
}
