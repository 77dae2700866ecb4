import { createPage, escapeHtml, type HtmlPage } from '../html-page.ts'
import type { CreatedApp } from './made-app.ts'

interface SetupQuestion {
  /** Where GitHub takes manifests, with the state that it gives back. */
  readonly action: string
  readonly manifest: object
  readonly permissions: readonly { readonly name: string; readonly access: string; readonly reason: string }[]
}

/** Shows what is about to be asked for, with the one button that asks. */
export function renderSetupPage({ action, manifest, permissions }: SetupQuestion): HtmlPage {
  const list = permissions
    .map(
      ({ name, access, reason }) =>
        `<dt><code>${escapeHtml(`${name}: ${access}`)}</code></dt><dd>${escapeHtml(reason)}</dd>`,
    )
    .join('\n')
  return createPage(
    'Create the GitHub App',
    `<p>GitHub shows you the App before it creates it. You can change its name there. It asks for this and nothing else:</p>
<dl>
${list}
</dl>
<form action="${escapeHtml(action)}" method="post">
<input type="hidden" name="manifest" value="${escapeHtml(JSON.stringify(manifest))}">
<button>Continue on GitHub</button>
</form>`,
    action,
  )
}

/** Says what was made and what comes next. */
export function renderMadePage({ name, page: at }: CreatedApp): HtmlPage {
  return createPage(
    `${name} is created`,
    `<p>Its credentials are in the folder where you started setup. Only you can read them.</p>
<p>Now <a href="${escapeHtml(at)}/installations/new">install it</a> on your repositories, and run
<code>release-captain doctor</code>. You can close this page.</p>`,
  )
}

/** Says that it did not work; why is on the terminal. */
export function renderFailedPage(): HtmlPage {
  return createPage(
    "That didn't work",
    '<p>The terminal where you started setup says why, and what to do.</p>',
  )
}
