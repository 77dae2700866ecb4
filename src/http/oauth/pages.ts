import type { RefusalText } from '../../release/refusal.ts'
import { createPage, escapeHtml, type HtmlPage } from '../html-page.ts'

/** Who came back from GitHub, and for which Slack user. */
export interface Offer {
  /** GitHub's, as the person signed in. */
  readonly person: { readonly login: string }
  readonly workspace: string
  readonly user: string
  /** What Slack calls that user: their own choice, and so no proof of anything. */
  readonly name: string | null
  readonly code: string
  /** Seconds since 1970. */
  readonly until: number
}

/** Says who would become who, and what to say in Slack: whoever reads it is not yet linked. */
export function offerPage({ person, workspace, user, name, code, until }: Offer, now: number): HtmlPage {
  const minutes = Math.max(1, Math.floor((until - now) / 60))
  const who = name === null ? '' : `<strong>${escapeHtml(renderName(name))}</strong>, `
  return createPage(
    'One more step, in Slack',
    `<dl>
<dt>Your GitHub user</dt><dd><strong>${escapeHtml(person.login)}</strong></dd>
<dt>Your Slack user</dt><dd>${who}<code>${escapeHtml(user)}</code> of <code>${escapeHtml(workspace)}</code></dd>
</dl>
<p>If both are you, run this in Slack within ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}:</p>
<p><code class="said">/release link ${escapeHtml(code)}</code></p>
<p><strong>Don't share the code.</strong> Someone who sent you here and asks for it wants to act in your name. In that case close
this page. Nothing is linked until you run the command, and <code>/release unlink</code> removes the link at any time.</p>`,
  )
}

/** Says no, and what to do. */
export function renderRefusedPage({ what, next }: RefusalText): HtmlPage {
  return createPage("Your account isn't linked", `<p>${renderProse(what)}</p>\n<p>${renderProse(next)}</p>`)
}

/** Says that something broke; what is for the log. */
export function renderBrokenPage(request: string): HtmlPage {
  return createPage(
    "That didn't work",
    `<p>Something went wrong, and nothing was linked. Run <code>/release link</code> in Slack again. If that doesn't help,
tell your Release Captain administrator this request id: <code>${escapeHtml(request)}</code></p>`,
  )
}

/** Sentences with code in backquotes. */
function renderProse(sentence: string): string {
  return escapeHtml(sentence).replace(/`([^`]+)`/g, '<code>$1</code>')
}

/** A name without what nobody sees or what turns the direction of writing, and not without end. */
function renderName(name: string): string {
  return [...name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')].slice(0, 80).join('')
}
