import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Octokit } from '@octokit/rest'
import { z } from 'zod'
import { fetchFactsByToken, type RepositoryName } from '../adapters/github/facts-by-token.ts'
import { readGitHubUrl } from '../github-url.ts'
import type { FactsLookup, LookedUpFacts } from '../planner/facts/look-up.ts'
import { spawnProcess } from '../processes/spawn.ts'
import type { Environment } from '../settings/environment.ts'
import { isMistake } from '../settings/mistake.ts'

/** What the command line may use of the world to ask GitHub. */
export interface LookupContext {
  readonly env: Environment
  readonly cacheDir: string
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Instead of Node's own. */
  readonly fetch?: typeof fetch
}

/** Seconds. Who plans twice in a row gets the same facts without a call. */
const FRESH = 600

/**
 * Opens a lookup of pull requests with the person's own token; null without one. The token goes to the GitHub that
 * GITHUB_URL names (github.com without it), whatever a clone's remote says.
 */
export async function openFactsLookup(context: LookupContext): Promise<FactsLookup | null> {
  const github = readGitHubUrl(context.env)
  if (isMistake(github)) return null
  const token = context.env['GITHUB_TOKEN'] || context.env['GH_TOKEN'] || (await readGhToken(context.env))
  if (!token) return null
  const log = { info: () => undefined, warn: () => undefined }
  const access = {
    ...{ Octokit, apiUrl: github.api, token, log, userAgent: 'release-captain' },
    now: () => Math.floor(context.now() / 1000),
    ...(context.fetch && { fetch: context.fetch }),
  }
  return async (page, numbers) => {
    const at = parsePage(page, github.web)
    if (at === null) return new Map()
    const kept = await openKept(context, `${at.owner}+${at.repo}`)
    const missing = numbers.filter((number) => !kept.facts.has(number))
    if (missing.length === 0) return kept.facts
    const found = await fetchFactsByToken(access, at, missing)
    return kept.add(found)
  }
}

/** The repository of a page; null for one of another GitHub, which must not get the token. */
function parsePage(page: string, web: string): RepositoryName | null {
  if (!page.startsWith(`${web}/`)) return null
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(page.slice(web.length + 1)) ?? []
  return owner && repo ? { owner, repo } : null
}

/** The token of GitHub's own command line; null where that isn't installed or no one is signed in. */
async function readGhToken(env: Environment): Promise<string | null> {
  const names = ['PATH', 'HOME', 'XDG_CONFIG_HOME', 'GH_CONFIG_DIR', 'GH_HOST']
  const passed = names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const]))
  const child = spawnProcess({ program: 'gh', args: ['auth', 'token'], env: Object.fromEntries(passed) })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  child.stdin.end()
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null))
    child.once('close', resolve)
  })
  return code === 0 && /^\S+\n?$/.test(said) ? said.trim() : null
}

const FACTS = z.object({
  labels: z.array(z.string()),
  reviewed: z.boolean().nullable(),
  checksPassed: z.boolean().nullable(),
  issues: z.array(z.object({ number: z.int(), labels: z.array(z.string()), reportedAt: z.number() })),
})
const KEPT = z.array(z.object({ number: z.int(), at: z.number(), facts: FACTS }))

interface Kept {
  readonly facts: ReadonlyMap<number, LookedUpFacts>
  readonly add: (found: ReadonlyMap<number, LookedUpFacts>) => Promise<ReadonlyMap<number, LookedUpFacts>>
}

/** What was asked lately, in a file of the cache folder. A file that can't be read counts as empty. */
async function openKept({ cacheDir, now }: LookupContext, name: string): Promise<Kept> {
  const folder = join(cacheDir, 'github-facts')
  const file = join(folder, `${name}.json`)
  const at = Math.floor(now() / 1000)
  const text = await readFile(file, 'utf8').catch(() => '[]')
  const entries = parseKept(text).filter((entry) => at - entry.at < FRESH)
  return {
    facts: new Map(entries.map(({ number, facts }) => [number, facts])),
    add: async (found) => {
      const fresh = [...found].map(([number, facts]) => ({ number, at, facts: FACTS.parse(facts) }))
      const all = [...entries, ...fresh]
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFile(file, JSON.stringify(all), { mode: 0o600 })
      return new Map(all.map(({ number, facts }) => [number, facts]))
    },
  }
}

function parseKept(text: string): z.output<typeof KEPT> {
  try {
    return KEPT.parse(JSON.parse(text))
  } catch {
    return []
  }
}
