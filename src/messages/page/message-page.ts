import { type Html, html, renderProse } from './html.ts'
import { renderLayout, type Viewer } from './layout.ts'

/** A page that says one thing. */
interface MessagePage {
  readonly title: string
  readonly what: string
  readonly next: string
  readonly link: { readonly text: string; readonly to: string } | null
  readonly viewer?: Viewer
}

/** Renders what happened, and what to do next. */
export function renderMessagePage({ title, what, next, link, viewer }: MessagePage): Html {
  return renderLayout(
    { title, section: null, viewer: viewer ?? null, live: null },
    html`<h1>${title}</h1>
<p>${renderProse(what)}</p>
<p>${renderProse(next)}</p>
${link === null ? null : html`<p><a href="${link.to}">${link.text}</a></p>`}`,
  )
}

/** Asks a visitor to sign in. */
export function renderSignInPage(to: string): Html {
  return renderMessagePage({
    title: 'Sign in',
    what: 'You see the releases of the repositories that you can read on GitHub.',
    next: 'GitHub tells Release Captain who you are, and nothing else.',
    link: { text: 'Sign in with GitHub', to: `/sign-in?to=${encodeURIComponent(to)}` },
  })
}
