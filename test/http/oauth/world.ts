import { ProbotOctokit } from 'probot'
import { openSignIn } from '../../../src/adapters/github/sign-in.ts'
import { LINK_PATH } from '../../../src/http/oauth/oauth-callback.ts'
import { openLog } from '../../../src/logging/log.ts'
import { handleLinkCommand, type LinkOutcome } from '../../../src/runtime/commands/link-command.ts'
import { handleOAuthCallback } from '../../../src/runtime/identity/oauth-callback.ts'
import type { Slack } from '../../../src/runtime/ports/slack.ts'
import type { Store } from '../../../src/store/store.ts'
import { type AdapterWorld, openAdapter } from '../../adapters/github/world.ts'
import { closeAfterTest } from '../../worlds/close-after.ts'
import { openTestDoor, sharedRecord } from '../servers.ts'

export const WORKSPACE = 'T0GODEL'

/** People in Slack, the sandbox's GitHub, and all that is between: the door, the record and the adapter. */
export interface LinkingWorld extends AdapterWorld {
  readonly store: Store
  readonly url: string
  readonly seconds: () => number
  /** `/release link`, with what is behind it, said by a Slack user. */
  readonly says: (user: string, what: 'link' | 'unlink', code?: string) => Promise<LinkOutcome>
  /** Begins a link: the address on GitHub. */
  readonly begins: (user: string) => Promise<string>
  /** Follows it as somebody: the page on which that ends. */
  readonly follows: (url: string, login: string, decision?: 'authorize' | 'cancel') => Promise<Shown>
  /** All of it, one after the other. */
  readonly links: (user: string, login: string) => Promise<LinkOutcome>
  /** What the program and the door wrote down, as it was written. */
  readonly lines: readonly string[]
  /** Every secret that was about: tokens, codes, states, verifiers. */
  readonly about: readonly string[]
}

export interface Shown {
  readonly status: number
  readonly html: string
  readonly headers: Headers
  /** The code that it shows; empty where there is none. */
  readonly code: string
  /** Its own address. */
  readonly at: string
}

/** What gets this far must not be a secret at all. */
const HIDES_NOTHING = {
  hide: (text: string) => text,
  hideInJson: (line: string) => line,
  learn: () => undefined,
}
const record = sharedRecord()

/** Ada and Grace on GitHub, and as many Slack users as a test names; a workspace of its own for each test. */
export async function openLinking({
  slack = null,
}: {
  readonly slack?: Pick<Slack, 'fetchMember'> | null
} = {}): Promise<LinkingWorld & { readonly workspace: string }> {
  const world = await openAdapter()
  for (const login of ['ada', 'grace']) world.github.person(login)
  const store = await record()
  const [lines, about]: [string[], string[]] = [[], []]
  const log = openLog({
    level: 'debug',
    destination: { write: (line) => lines.push(line) },
    redactor: HIDES_NOTHING,
  })
  const server = { url: '' }
  const { clientId, clientSecret, callsBack } = world.github.app()
  const seconds = () => Math.floor(world.now() / 1000)
  const signIn = openSignIn({
    Octokit: ProbotOctokit,
    clientId,
    clientSecret,
    getCallbackUrl: () => server.url + LINK_PATH,
    apiUrl: world.github.url,
    webUrl: world.github.url,
    userAgent: 'release-captain/test',
    log,
    learnSecret: (secret) => about.push(secret),
    fetch: noting(about, world.checkedFetch),
  })
  const runtime = { store, signIn, chats: { slack }, now: seconds, log }
  const test = await openTestDoor(store, {
    onBack: (back) => handleOAuthCallback(runtime, back),
    now: seconds,
    log,
  })
  closeAfterTest(() => test[Symbol.asyncDispose]())
  server.url = test.url
  callsBack(test.url + LINK_PATH)
  const workspace = `${WORKSPACE}${Math.floor(performance.now())}`
  const says: LinkingWorld['says'] = async (user, what, code) => {
    const request = what === 'link' ? { name: what, code: code ?? null } : { name: what }
    const decide = await handleLinkCommand(runtime, request, { workspace, user, at: seconds() })
    return store.transact(decide)
  }
  const begins = async (user: string) => {
    const begun = await says(user, 'link')
    if (begun.kind !== 'begun') throw new Error(`nothing was begun: ${begun.kind}`)
    about.push(new URL(begun.url).searchParams.get('state') ?? '')
    return begun.url
  }
  const follows: LinkingWorld['follows'] = async (url, login, decision = 'authorize') => {
    const shown = await follow(url, login, decision)
    about.push(shown.code, new URL(shown.at).searchParams.get('code') ?? '')
    return shown
  }
  const links = async (user: string, login: string) => {
    const { code } = await follows(await begins(user), login)
    return says(user, 'link', code)
  }
  return { ...world, store, url: test.url, seconds, says, begins, follows, links, lines, about, workspace }
}

/** As a browser does: GitHub's page, the button, and back. */
export async function follow(url: string, login: string, decision: string): Promise<Shown> {
  const wish = new URL(url)
  const answer = await fetch(wish.origin + wish.pathname, {
    method: 'POST',
    body: new URLSearchParams([...wish.searchParams, ['login', login], ['decision', decision]]),
    redirect: 'manual',
  })
  return visit(answer.headers.get('location') ?? '')
}

/** Opens an address of ours. */
export async function visit(at: string): Promise<Shown> {
  const { status, headers, ...page } = await fetch(at, { redirect: 'manual' }).then(async (answer) => ({
    status: answer.status,
    headers: answer.headers,
    html: await answer.text(),
  }))
  const [, code = ''] = /release link ([A-Z\d]{8})</.exec(page.html) ?? []
  return { status, headers, ...page, code, at }
}

/** What the page says, without its marks. */
export function textOf({ html }: Shown): string {
  return html
    .replace(/<style>.*<\/style>/s, '')
    .replace(/<title>.*<\/title>/s, '')
    .replaceAll('</dt>', ' ')
    .replace(/<[^>]+>/g, '')
    .replace(/\n{2,}/g, '\n')
    .trim()
}

function noting(about: string[], through: typeof fetch): typeof fetch {
  return (url, init) => {
    const [, verifier] = /"code_verifier":"([^"]+)"/.exec(String(init?.body ?? '')) ?? []
    if (verifier !== undefined) about.push(verifier)
    return through(url, init)
  }
}
