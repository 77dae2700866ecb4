import { createServer } from 'node:http'
import { z } from 'zod'
import type { ActionContext } from '../../sandbox/github/actions/action-context.ts'
import { addCheck } from '../../sandbox/github/actions/checks.ts'
import { addRelease } from '../../sandbox/github/actions/releases.ts'
import type { SandboxGitHub } from '../../sandbox/github/open.ts'
import type { SandboxPerson } from '../../sandbox/github/people/person.ts'
import { findIssue } from '../../sandbox/github/world.ts'
import { readNextPatch } from '../../sandbox/playground/tour/github-queries.ts'

/** Plays the App's part of one release by the book, and nothing more: it decides nothing and forgets everything. */
export interface StandIn {
  readonly url: string
  readonly close: () => Promise<void>
}

/** What it does not do, to see what becomes of a tour without it. */
export interface Lacking {
  /** Words of commands that it does not hear. */
  readonly deafTo?: readonly string[]
  /** Says once, at the first cut, that this change has to be left out. */
  readonly refuses?: string
}

const CHECKLIST = '## Release checklist\n\n- [ ] Smoke tests passing\n- [ ] Critical paths verified\n'

const PAYLOAD = z.object({
  action: z.string().optional(),
  label: z.object({ name: z.string() }).optional(),
  pull_request: z
    .object({ number: z.int(), merged: z.boolean().default(false), head: z.object({ sha: z.string() }) })
    .optional(),
  issue: z.object({ number: z.int(), body: z.string().nullable() }).optional(),
  comment: z.object({ body: z.string() }).optional(),
  sender: z.object({ login: z.string(), type: z.string() }),
  workflow_run: z.object({ name: z.string().nullish(), conclusion: z.string().nullable() }).optional(),
})
type Payload = z.infer<typeof PAYLOAD>

interface Play {
  readonly scene: ActionContext
  readonly bot: SandboxPerson
  readonly lacking: Lacking
  refused: boolean
  tracking: number | null
  fix: number | null
  version: string
}

/** Listens as an App does, on a port of its own. */
export async function openStandIn(github: SandboxGitHub, lacking: Lacking = {}): Promise<StandIn> {
  const [repository] = github.world.repositories.values()
  if (!repository) throw new Error('there is no repository to play in')
  const { bot: by } = github.world.installed.app
  const play: Play = {
    ...{ scene: { world: github.world, repository, by }, bot: github.person(by.login), lacking },
    ...{ refused: false, tracking: null, fix: null, version: '' },
  }
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    response.writeHead(202).end()
    const event = String(request.headers['x-github-event'])
    await hear(play, event, PAYLOAD.parse(JSON.parse(body)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`
  github.app().sendsTo(url)
  return {
    url,
    close: async () => {
      github.app().sendsTo(null)
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

async function hear(play: Play, event: string, payload: Payload): Promise<void> {
  const { sender, label, pull_request, issue, comment, workflow_run } = payload
  const told = `${event}.${payload.action}`
  if (told === 'pull_request.labeled' && label?.name === 'patch-candidate' && pull_request)
    await judge(play, pull_request)
  if (told === 'pull_request.closed' && pull_request?.merged && pull_request.number === play.fix)
    await open(play)
  if (told === 'issue_comment.created' && sender.type === 'User' && issue && comment)
    await obey(play, issue.number, comment.body)
  if (told === 'issues.edited' && issue?.number === play.tracking && !issue.body?.includes('[ ]'))
    await play.bot.comments(play.tracking, 'Everything is green. Another maintainer says `/release go`.')
  if (told === 'workflow_run.completed' && workflow_run?.name === 'release' && play.tracking)
    await play.bot.comments(play.tracking, 'The artifacts are there. Say `/release publish`.')
}

async function judge(
  play: Play,
  pull: { readonly number: number; readonly head: { readonly sha: string } },
): Promise<void> {
  const { scene } = play
  play.fix = pull.number
  const place = { app: scene.world.installed.app, head: pull.head.sha, branch: null, name: 'Patch candidate' }
  const summary = 'A **crash**, and it picks cleanly onto `release/v2.0.0`.'
  const output = { title: 'Eligible for v2.0.1', summary, text: null }
  await addCheck(scene, place, { conclusion: 'success', output })
}

async function open(play: Play): Promise<void> {
  play.version = await readNextPatch(play.scene.repository)
  const body = 'Say `/release cut` when it is time.'
  play.tracking = (await play.bot.opensIssue({ title: `Release ${play.version}`, body })).number
}

async function obey(play: Play, on: number, said: string): Promise<void> {
  const [, word = '', version = ''] = /^\/release (\S+)(?: (v\S+))?/.exec(said) ?? []
  if (word === '' || play.lacking.deafTo?.includes(word)) return
  if (word === 'cut') await cut(play, on, version)
  if (word === 'go') await play.bot.tags(play.version, `release/${play.version}`)
  if (word === 'publish') await publish(play)
}

async function cut(play: Play, on: number, version: string): Promise<void> {
  const { bot, lacking } = play
  if (lacking.refuses && !play.refused) {
    play.refused = true
    await bot.comments(
      on,
      `${lacking.refuses} does not apply. Leave it with \`/release drop ${lacking.refuses}\`.`,
    )
    return
  }
  await bot.edits(on, { body: CHECKLIST })
  const head = `release/${version}`
  const files = { 'src/version.ts': `export const VERSION = '${version.slice(1)}'\n` }
  await bot.pushes({
    branch: head,
    from: 'v2.0.0',
    message: `chore: bump version to ${version.slice(1)}`,
    files,
  })
  await bot.opensPullRequest({ title: `Release ${version}`, head, body: `Tracked in #${play.tracking}.` })
}

async function publish({ scene, bot, version, fix }: Play): Promise<void> {
  const body = `# Godel ${version} Release Notes\n\n## Bug Fixes\n- A bad priority stops nothing any more (#${fix})\n`
  await addRelease(scene, {
    tag: version,
    target: 'main',
    name: version,
    body,
    draft: false,
    prerelease: false,
  })
  if (fix !== null && findIssue(scene.repository, fix)) await bot.comments(fix, `Shipped in ${version}.`)
}
