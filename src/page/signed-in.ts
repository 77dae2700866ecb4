import type { Reply } from '../http/reply.ts'
import type { HttpRoute } from '../http/route.ts'
import { renderMessagePage, renderSignInPage } from '../messages/page/message-page.ts'
import type { PageCall, PageDependencies } from './page-context.ts'
import { replyPage } from './reply-page.ts'

type AnswerSignedIn = (call: PageCall) => Promise<Reply>

/** Makes a route for people who are signed in; anybody else is asked to sign in first. */
export function createSignedInRoute(
  deps: PageDependencies,
  {
    method = 'GET',
    path,
    name = 'page',
  }: { readonly method?: 'GET' | 'POST'; readonly path: string; readonly name?: HttpRoute['name'] },
  answer: AnswerSignedIn,
): HttpRoute {
  return {
    name,
    method,
    path,
    answer: async (call) => {
      const url = new URL(call.request.url ?? '/', 'http://page')
      const session = await deps.sessions.readSession(call.request)
      if (!session)
        return replyPage(
          401,
          renderSignInPage(method === 'GET' ? `${url.pathname}${url.search}` : '/releases'),
        )
      const readable = await deps.listReadable(session.person)
      const viewer = { login: session.person.login, token: deps.sessions.createFormToken(session) }
      return answer({ ...call, url, session, viewer, readable })
    },
  }
}

/** Answers what isn't there, and what somebody may not know of, in the same words. */
export function replyNotThere({ viewer }: Pick<PageCall, 'viewer'>): Reply {
  return replyPage(
    404,
    renderMessagePage({
      title: 'Not found',
      what: "There is no such page, or you can't read its repository on GitHub.",
      next: 'Open the list of releases, or ask an owner of the repository for access.',
      link: { text: 'All releases', to: '/releases' },
      viewer,
    }),
  )
}
