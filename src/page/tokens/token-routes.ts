import type { Reply } from '../../http/reply.ts'
import type { HttpRoute } from '../../http/route.ts'
import { renderTokensPage } from '../../messages/page/tokens-page.ts'
import { addApiToken, deleteApiToken, listApiTokens } from '../../store/outside/api-tokens.ts'
import { createApiToken, hashApiToken } from '../api/api-tokens.ts'
import { isFromOwnPage, readForm } from '../forms.ts'
import type { PageCall, PageDependencies } from '../page-context.ts'
import { redirectTo, replyPage } from '../reply-page.ts'
import { createSignedInRoute } from '../signed-in.ts'

const TOKENS_PATH = '/tokens'
const DAY_S = 86_400
const MOST_DAYS = 366
const MOST_TOKENS = 20

/** `/tokens`: the viewer's own tokens, to make and to delete. */
export function createTokenRoutes(deps: PageDependencies): HttpRoute[] {
  return [
    createSignedInRoute(deps, { path: TOKENS_PATH }, (call) => showTokens(deps, call, null)),
    createSignedInRoute(deps, { path: TOKENS_PATH, method: 'POST' }, (call) => makeToken(deps, call)),
    createSignedInRoute(deps, { path: `${TOKENS_PATH}/:id/delete`, method: 'POST' }, (call) =>
      deleteToken(deps, call),
    ),
  ]
}

async function showTokens(
  { store, now }: PageDependencies,
  { session, viewer }: PageCall,
  made: string | null,
): Promise<Reply> {
  const tokens = await store.transact((unit) => listApiTokens(unit, session.person.id, now()))
  return replyPage(200, renderTokensPage({ tokens, made }, viewer))
}

async function makeToken(deps: PageDependencies, call: PageCall): Promise<Reply> {
  const form = await readOwnForm(deps, call)
  const name = form?.get('name')?.trim().slice(0, 60) ?? ''
  const days = Number(form?.get('days'))
  if (name === '' || !Number.isInteger(days) || days < 1 || days > MOST_DAYS) return redirectTo(TOKENS_PATH)
  const { id: githubId, login: githubLogin } = call.session.person
  const token = createApiToken()
  const createdAt = deps.now()
  const isMade = await deps.store.transact(async (unit) => {
    if ((await listApiTokens(unit, githubId, createdAt)).length >= MOST_TOKENS) return false
    const expiresAt = createdAt + days * DAY_S
    await addApiToken(unit, { hash: hashApiToken(token), name, githubId, githubLogin, createdAt, expiresAt })
    return true
  })
  call.log.info({ person: githubId, made: isMade }, 'A token of the API was asked for.')
  return showTokens(deps, call, isMade ? token : null)
}

async function deleteToken(deps: PageDependencies, call: PageCall): Promise<Reply> {
  const form = await readOwnForm(deps, call)
  const id = Number(call.params['id'])
  if (form && Number.isSafeInteger(id))
    await deps.store.transact((unit) => deleteApiToken(unit, call.session.person.id, id))
  return redirectTo(TOKENS_PATH)
}

/** Null for what doesn't come from a page of this session. */
async function readOwnForm(
  { sessions }: PageDependencies,
  { request, session }: PageCall,
): Promise<URLSearchParams | null> {
  const form = await readForm(request)
  const isOwn = isFromOwnPage(request) && sessions.isFormToken(session, form?.get('token') ?? '')
  return isOwn ? form : null
}
