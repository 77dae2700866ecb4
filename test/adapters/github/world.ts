import { ProbotOctokit } from 'probot'
import type { SandboxGitHubOptions as SandboxOptions } from '../../../sandbox/github/open.ts'
import { type GitHubAdapter, openGitHub } from '../../../src/adapters/github/open.ts'
import type { GitHubAdapterOptions } from '../../../src/adapters/github/options.ts'
import type { GitHubRepository } from '../../../src/runtime/ports/github.ts'
import { openWorld, type SandboxWorld } from '../../sandbox/world.ts'

/** A request of the adapter's. */
export interface Sent {
  /** `POST /repos/godel/api/issues` */
  readonly call: string
  readonly url: string
  readonly headers: Headers
  readonly body: string
}

export interface AdapterWorld extends SandboxWorld {
  /** What is tested, on the sandbox; its answers are held against GitHub's schemas like all others. */
  readonly adapter: GitHubAdapter
  /** `godel/api`, as the App has it. */
  readonly repo: GitHubRepository
  readonly sent: readonly Sent[]
  /** The calls that changed something; a token is nothing of that kind. */
  readonly writes: () => readonly string[]
  /** Every token that it was given. */
  readonly secrets: readonly string[]
  /** What it told whoever runs it. */
  readonly told: readonly string[]
}

/** A sandbox with the adapter on it. */
export async function openAdapter(
  sandbox: Partial<SandboxOptions> = {},
  options: Partial<GitHubAdapterOptions> = {},
): Promise<AdapterWorld> {
  const world = await openWorld(sandbox)
  const [sent, secrets, told]: [Sent[], string[], string[]] = [[], [], []]
  const { id: appId, privateKey } = world.github.app()
  const tell = (_: unknown, what: string) => told.push(what)
  const adapter = openGitHub({
    Octokit: ProbotOctokit,
    appId,
    privateKey,
    apiUrl: world.github.url,
    webUrl: world.github.url,
    now: () => Math.floor(world.now() / 1000),
    log: { info: tell, warn: tell },
    userAgent: 'release-captain/test',
    learnSecret: (secret) => secrets.push(secret),
    fetch: recording(sent, options.fetch ?? world.checkedFetch),
    ...without(options),
  })
  const id = Number((await world.octokit.rest.repos.get(world.where)).data.id)
  return {
    ...world,
    adapter,
    repo: await adapter.openRepository(id),
    sent,
    secrets,
    told,
    writes: () => writesIn(sent),
  }
}

/** A GitHub that says something else than the sandbox does; these answers are held against no schema. */
export function saying(edit: (text: string, url: string) => string): Partial<GitHubAdapterOptions> {
  return {
    fetch: async (url, init) => {
      const answer = await fetch(url, init)
      return answer.status === 204 ? answer : new Response(edit(await answer.text(), String(url)), answer)
    },
  }
}

function without({ fetch: _, ...rest }: Partial<GitHubAdapterOptions>): Partial<GitHubAdapterOptions> {
  return rest
}

function recording(sent: Sent[], through: typeof fetch): typeof fetch {
  return (url, init) => {
    const href = String(url)
    const call = `${init?.method ?? 'GET'} ${new URL(href).pathname}`
    sent.push({ call, url: href, headers: new Headers(init?.headers), body: String(init?.body ?? '') })
    return through(url, init)
  }
}

function writesIn(sent: readonly Sent[]): string[] {
  return sent
    .filter(({ call, body }) => !/^GET |\/access_tokens$/.test(call) && !/^\{"query":"query/.test(body))
    .map(({ call }) => call)
}
