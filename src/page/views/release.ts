import type { Reply } from '../../http/reply.ts'
import type { HttpRoute } from '../../http/route.ts'
import type { Html } from '../../messages/page/html.ts'
import { renderActions, renderOutcome } from '../../messages/page/release/actions.ts'
import { createReleasePath } from '../../messages/page/release/release-list.ts'
import { renderReleasePage } from '../../messages/page/release/release-page.ts'
import { renderRollout } from '../../messages/page/release/rollout-section.ts'
import { isEmbargoed } from '../../release/lifecycle/disclosure.ts'
import { summarize } from '../../runtime/record/release-summary.ts'
import { findSeenRelease, type SeenRelease } from '../access/seen-release.ts'
import { listOffers } from '../actions/offered.ts'
import { type AskedAction, runAction } from '../actions/run-action.ts'
import { isFromOwnPage, readForm } from '../forms.ts'
import type { PageCall, PageDependencies } from '../page-context.ts'
import { redirectTo, replyPage } from '../reply-page.ts'
import { createSignedInRoute, replyNotThere } from '../signed-in.ts'

const RELEASE_PATH = '/releases/:owner/:repository/:version'
const COMMANDS_PATH = `${RELEASE_PATH}/commands`

/** `/releases/godel/api/v2.0.1`: one release; its buttons post to `…/commands`. */
export function createReleaseRoutes(deps: PageDependencies): HttpRoute[] {
  return [
    createSignedInRoute(deps, { path: RELEASE_PATH }, async (call) => {
      const seen = await findSeenRelease(deps, call)
      return seen ? showRelease(deps, call, { seen, notice: null, status: 200 }) : replyNotThere(call)
    }),
    // Where a browser that loads the answer of a button again ends up.
    createSignedInRoute(deps, { path: COMMANDS_PATH }, async ({ url }) =>
      redirectTo(url.pathname.replace(/\/commands$/, '')),
    ),
    createSignedInRoute(deps, { path: COMMANDS_PATH, method: 'POST' }, (call) => answerForm(deps, call)),
  ]
}

async function answerForm(deps: PageDependencies, call: PageCall): Promise<Reply> {
  const seen = await findSeenRelease(deps, call)
  if (!seen) return replyNotThere(call)
  const form = await readForm(call.request)
  const isOurs =
    isFromOwnPage(call.request) && deps.sessions.isFormToken(call.session, form?.get('token') ?? '')
  if (!form || !isOurs)
    return redirectTo(createReleasePath(seen.where.repo.fullName, seen.release.ledger.about.version))
  const action = parseAction(form)
  const outcome = await runAction(deps, seen, action)
  call.log.info(
    { release: seen.id, person: seen.where.account.id, outcome: outcome.kind },
    'A command came from the page.',
  )
  const now = (await findSeenRelease(deps, call)) ?? seen
  const notice = renderOutcome(`/release ${action.line}`, outcome)
  return showRelease(deps, call, { seen: now, notice, status: outcome.kind === 'refused' ? 422 : 200 })
}

function parseAction(form: URLSearchParams): AskedAction {
  const command = (form.get('command') ?? '').replace(/^\s*\/release\s+/, '').trim()
  const because = (form.get('because') ?? '').replaceAll(/\s+/g, ' ').trim()
  return {
    line: because === '' ? command : `${command} because ${because}`,
    asked: form.get('asked'),
    because,
  }
}

interface ShownRelease {
  readonly seen: SeenRelease
  readonly notice: Html | null
  readonly status: number
}

async function showRelease(
  deps: PageDependencies,
  { viewer }: PageCall,
  { seen, notice, status }: ShownRelease,
): Promise<Reply> {
  const { id, release, events, where } = seen
  const path = createReleasePath(where.repo.fullName, release.ledger.about.version)
  const asker = await deps.askAbout(where, release.ledger.about.terms)
  const buttons = listOffers({ id, release, events, asker, at: deps.now() })
  const page = renderReleasePage(
    {
      release,
      events,
      standing: summarize(release),
      repository: where.repo.fullName,
      webUrl: where.repo.webUrl,
      isEmbargoed: isEmbargoed(release),
      actions: renderActions(buttons, `${path}/commands`, viewer),
      notice,
      rollout: renderRollout(release, events),
    },
    { viewer, live: `/live${path}`, at: path },
  )
  return replyPage(status, page)
}
