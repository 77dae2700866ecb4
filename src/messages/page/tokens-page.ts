import { formatDay } from '../wording.ts'
import { type Html, html } from './html.ts'
import { renderLayout, type Viewer } from './layout.ts'

/** A token of the viewer's. */
export interface TokenRow {
  readonly id: number
  readonly name: string
  /** Seconds since 1970. */
  readonly createdAt: number
  readonly expiresAt: number
}

/** What the page of tokens shows. */
export interface TokensPage {
  readonly tokens: readonly TokenRow[]
  /** The token that was just made: it is shown this once. */
  readonly made: string | null
}

/** Renders somebody's tokens of the read API. */
export function renderTokensPage({ tokens, made }: TokensPage, viewer: Viewer): Html {
  return renderLayout(
    { title: 'API tokens', section: 'tokens', viewer, live: null },
    html`<h1>API tokens</h1>
<p>A token reads through the API what you can read here, and changes nothing. <a href="/api/v1/openapi.json">The API in OpenAPI</a></p>
${made === null ? null : html`<div class="notice good" role="status"><p>Copy your token now. It isn't shown again.</p><p><code>${made}</code></p></div>`}
<form class="line" method="post" action="/tokens">
<input type="hidden" name="token" value="${viewer.token}">
<div><label for="name">Name</label><input id="name" name="name" required maxlength="60"></div>
<div><label for="days">Days until it expires</label><input id="days" name="days" type="number" min="1" max="366" value="90" required></div>
<button class="main">Make a token</button>
</form>
${tokens.length === 0 ? html`<p class="soft">You have no tokens.</p>` : html`<ul class="rows">${tokens.map((token) => renderToken(token, viewer))}</ul>`}`,
  )
}

function renderToken({ id, name, createdAt, expiresAt }: TokenRow, viewer: Viewer): Html {
  return html`<li><strong>${name}</strong> <span class="soft">made ${formatDay(createdAt)}, good until ${formatDay(expiresAt)}</span>
<form class="line" method="post" action="/tokens/${id}/delete"><input type="hidden" name="token" value="${viewer.token}"><button aria-label="${`Delete ${name}`}">Delete</button></form></li>`
}
