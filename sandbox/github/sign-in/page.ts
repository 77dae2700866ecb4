import { createHash } from 'node:crypto'
import type { World } from '../world.ts'
import type { SignInRequest } from './wish.ts'

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
  body { max-width: 26rem; margin: 4rem auto; padding: 0 1.5rem }
  h1 { font-size: 1.4rem }
  fieldset { border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: .5rem; padding: .8rem 1rem }
  label { display: block; padding: .25rem 0 }
  button { font: inherit; font-weight: 600; padding: .6rem 1.2rem; margin: 1rem .5rem 0 0; border: 1px solid; border-radius: .5rem; cursor: pointer }
  button[value=authorize] { background: #1f6f43; border-color: #1f6f43; color: #fff }
`

/** A page of GitHub's, with what it may do. */
export interface SignInPage {
  readonly html: string
  readonly policy: string
}

/** Where someone chooses as whom they are signed in, and whether the App may know it. */
export function renderSignInPage(world: World, wish: SignInRequest, given: URLSearchParams): SignInPage {
  const { name } = world.installed.app
  const hidden = [...given].map(
    ([key, value]) => `<input type="hidden" name="${escapeHtml(key)}" value="${escapeHtml(value)}">`,
  )
  const people = [...world.accounts.values()].filter(({ type }) => type === 'User')
  const choices = people.map(
    ({ login }, i) =>
      `<label><input type="radio" name="login" value="${escapeHtml(login)}"${i === 0 ? ' checked' : ''}> ${escapeHtml(login)}</label>`,
  )
  return renderPage(
    `Authorize ${name}`,
    `<p>${escapeHtml(name)} would like to verify your GitHub identity.</p>
<form method="post" action="/login/oauth/authorize">
${hidden.join('\n')}
<fieldset><legend>You are</legend>
${choices.join('\n')}
</fieldset>
<button name="decision" value="authorize">Authorize ${escapeHtml(name)}</button><button name="decision" value="cancel">Cancel</button>
</form>`,
    wish.callback,
  )
}

/** Says what is wrong. */
export function renderWrongPage(says: string): SignInPage {
  return renderPage('Error', `<p>${escapeHtml(says)}</p>`, null)
}

/** A redirect of the form counts as its action too. */
function renderPage(title: string, body: string, formTo: string | null): SignInPage {
  const style = createHash('sha256').update(STYLE).digest('base64')
  const form = formTo === null ? "'none'" : `'self' ${new URL(formTo).origin}`
  return {
    html: `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
<h1>${escapeHtml(title)}</h1>
${body}
</html>
`,
    policy: `default-src 'none'; style-src 'sha256-${style}'; form-action ${form}; base-uri 'none'; frame-ancestors 'none'`,
  }
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
