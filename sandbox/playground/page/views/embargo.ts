import { listRefs } from '../../../github/git/refs.ts'
import type { AdvisoryState } from '../../../github/records/advisory-state.ts'
import type { Repository, StoredIssue } from '../../../github/state.ts'
import { formatFullName } from '../../../github/world.ts'
import { createMarkdownTree } from '../../markdown/tree.ts'
import { createChatQueries } from '../../tour/chat-queries.ts'
import type { AdvisoryView, EmbargoView, OutsiderFind } from '../../wire/wire-embargo.ts'
import type { PageContext } from '../page-context.ts'
import { viewComment } from './issue.ts'
import { createQuery, type PageQueries } from './queries.ts'

const MOST_COMMENTS = 6
const TITLE = /^Release (v\d+\.\d+\.\d+)$/

/** What the security team sees of its release, and what anyone sees of it; null where there is no security team. */
export async function viewEmbargo(context: PageContext): Promise<EmbargoView | null> {
  const { stage, looking } = context
  if (!stage.embargo) return null
  const { open, hidden } = stage.embargo
  const query = createQuery(looking.world, hidden)
  const tracking = hidden.issues.findLast(
    ({ title, by, pull }) => pull === null && by.type === 'Bot' && TITLE.test(title),
  )
  const [, version = null] = TITLE.exec(tracking?.title ?? '') ?? []
  return {
    version,
    insider: {
      repository: formatFullName(hidden),
      title: tracking?.title ?? null,
      body: createMarkdownTree(tracking?.body ?? null, query.place),
      comments: tracking ? viewComments(query, tracking) : [],
      advisory: viewAdvisory(open.advisories.at(-1)),
      refs: version === null ? [] : await listRefsOf(hidden, version),
    },
    outsider: {
      repository: formatFullName(open),
      found: version === null ? [] : await findAsOutsider(context, open, version),
    },
  }
}

function viewComments(query: PageQueries, issue: StoredIssue): EmbargoView['insider']['comments'] {
  const said = issue.timeline.flatMap(({ what }) => (what.event === 'commented' ? [what.comment] : []))
  return said.slice(-MOST_COMMENTS).map((comment) => viewComment(query, comment))
}

function viewAdvisory(advisory: AdvisoryState | undefined): AdvisoryView | null {
  if (!advisory) return null
  const { ghsa, state, summary, cve, affected } = advisory
  return { ghsa, state, title: summary, cve, ranges: affected.flatMap(({ range }) => range ?? []) }
}

async function listRefsOf({ gitDir }: Repository, version: string): Promise<string[]> {
  const all = await listRefs(gitDir, 'refs/')
  return all.map(({ name }) => name).filter((name) => isOf(name, version))
}

/** Looks as someone without an account does: at what is public, and at nothing else. */
async function findAsOutsider(
  { chats }: PageContext,
  { gitDir, releases, advisories, issues }: Repository,
  version: string,
): Promise<OutsiderFind[]> {
  const refs = (await listRefs(gitDir, 'refs/')).filter(({ name }) => isOf(name, version))
  const announced = chats ? createChatQueries(chats).announcement(version) : undefined
  const published = releases.filter(({ tag, draft }) => !draft && isOf(tag, version))
  const told = advisories.filter(({ state, affected }) => {
    return state === 'published' && affected.some(({ patched }) => patched !== null && isOf(patched, version))
  })
  return [
    ...refs.map(({ name }): OutsiderFind => {
      const isTag = name.startsWith('refs/tags/')
      return { what: isTag ? 'tag' : 'branch', says: name.replace(/^refs\/(?:tags|heads)\//, '') }
    }),
    ...published.map(({ name, tag }): OutsiderFind => ({ what: 'release', says: name ?? tag })),
    ...told.map(({ ghsa, summary }): OutsiderFind => ({ what: 'advisory', says: `${ghsa}: ${summary}` })),
    ...issues
      .filter(({ title, body }) => isOf(`${title}\n${body}`, version))
      .map(({ title }): OutsiderFind => ({ what: 'issue', says: title })),
    ...(announced
      ? [{ what: 'announcement', says: announced.embeds[0]?.title ?? 'in Discord' } as const]
      : []),
  ]
}

/** Whether a text names a version, with its `v` or without. */
function isOf(text: string, version: string): boolean {
  return text.includes(version.slice(1))
}
