import { type Html, html } from './html.ts'
import { SCRIPT } from './script.ts'
import { STYLE } from './style.ts'

/** The sections of the page, in the order of its menu. */
export const SECTIONS = [
  { id: 'releases', name: 'Releases', path: '/releases' },
  { id: 'candidates', name: 'Candidates', path: '/candidates' },
  { id: 'calendar', name: 'Calendar', path: '/calendar' },
  { id: 'measures', name: 'Measures', path: '/measures' },
  { id: 'audit', name: 'Audit log', path: '/audit' },
  { id: 'webhooks', name: 'Webhooks', path: '/webhooks' },
  { id: 'tokens', name: 'API', path: '/tokens' },
] as const
export type SectionId = (typeof SECTIONS)[number]['id']

/** Who looks, with the token that their forms carry. */
export interface Viewer {
  readonly login: string
  readonly token: string
}

/** What stands around every page. */
export interface PageFrame {
  readonly title: string
  readonly section: SectionId | null
  /** Null for somebody who isn't signed in. */
  readonly viewer: Viewer | null
  /** Where changes of what is shown are told; null where nothing changes. */
  readonly live: string | null
  /** The address of what is shown, where it isn't the one that the browser shows. */
  readonly at?: string
}

/** Renders a whole page: menu, skip link, one main part, and what the viewer is signed in as. */
export function renderLayout(frame: PageFrame, main: Html): Html {
  const { title, viewer, live } = frame
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${title} · Release Captain</title>
<style>${{ markup: STYLE }}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
<a class="brand" href="/releases">Release Captain</a>
${viewer === null ? null : renderMenu(frame)}
${viewer === null ? null : renderViewer(viewer)}
</header>
<p id="changed" class="notice busy" role="status" hidden>This page has changed. <a href="">Show it as it is now</a></p>
${live === null ? html`<main id="main" tabindex="-1">` : html`<main id="main" tabindex="-1" data-live="${live}" data-at="${frame.at ?? ''}">`}
${main}
</main>
<footer>Times are in UTC. Everything here comes from the record of Release Captain.</footer>
<script>${{ markup: SCRIPT }}</script>
</body>
</html>
`
}

function renderMenu({ section }: PageFrame): Html {
  const items = SECTIONS.map(({ id, name, path }) =>
    id === section
      ? html`<li><a href="${path}" aria-current="page">${name}</a></li>`
      : html`<li><a href="${path}">${name}</a></li>`,
  )
  return html`<nav aria-label="Sections"><ul>${items}</ul></nav>`
}

function renderViewer({ login, token }: Viewer): Html {
  return html`<form class="who" method="post" action="/sign-out"><span>${login}</span><input type="hidden" name="token" value="${token}"><button class="quiet">Sign out</button></form>`
}
