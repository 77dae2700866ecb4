import { createHash } from 'node:crypto'
import type { MadeApp } from './made-app.ts'

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
  body { max-width: 40rem; margin: 4rem auto; padding: 0 1.5rem }
  h1 { font-size: 1.6rem }
  button { font: inherit; font-weight: 600; padding: .6rem 1.2rem; border: 0; border-radius: .5rem; background: #1f6f43; color: #fff; cursor: pointer }
  button:focus-visible { outline: 3px solid #5b9dff; outline-offset: 2px }
  code { background: color-mix(in srgb, currentColor 10%, transparent); padding: .1rem .3rem; border-radius: .3rem }
  dt { font-weight: 600 } dd { margin: 0 0 .8rem }
`

/** A page and what it may do: nothing but look as it does, and send its form. */
export interface Page {
  readonly html: string
  /** The value of Content-Security-Policy. */
  readonly policy: string
}

export interface Question {
  /** Where GitHub takes manifests, with the state that it gives back. */
  readonly action: string
  readonly manifest: object
  readonly permissions: readonly { readonly name: string; readonly access: string; readonly reason: string }[]
}

/** Shows what is about to be asked for, with the one button that asks. */
export function askingPage({ action, manifest, permissions }: Question): Page {
  const list = permissions
    .map(
      ({ name, access, reason }) =>
        `<dt><code>${escaped(`${name}: ${access}`)}</code></dt><dd>${escaped(reason)}</dd>`,
    )
    .join('\n')
  return page(
    'Make the GitHub App',
    `<p>GitHub shows you the App before it makes it; you may change its name there. It asks for this and nothing else:</p>
<dl>
${list}
</dl>
<form action="${escaped(action)}" method="post">
<input type="hidden" name="manifest" value="${escaped(JSON.stringify(manifest))}">
<button>Continue on GitHub</button>
</form>`,
    action,
  )
}

/** Says what was made and what comes next. */
export function madePage({ name, page: at }: MadeApp): Page {
  return page(
    `${name} is made`,
    `<p>Its credentials are in the folder in which you started setup, for you alone to read.</p>
<p>Now <a href="${escaped(at)}/installations/new">install it</a> where you release, and run
<code>release-captain doctor</code>. You may close this page.</p>`,
  )
}

/** Says that it did not work; why is on the terminal. */
export function failedPage(): Page {
  return page('That did not work', '<p>The terminal in which you started setup says why, and what to do.</p>')
}

function page(title: string, body: string, formTo: string | null = null): Page {
  const style = createHash('sha256').update(STYLE).digest('base64')
  // A redirect of the form counts too, and who signs in may be sent to their company and back.
  const form = formTo === null ? "'none'" : `https: ${new URL(formTo).origin}`
  return {
    html: `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
<h1>${escaped(title)}</h1>
${body}
</html>
`,
    policy: `default-src 'none'; style-src 'sha256-${style}'; form-action ${form}; base-uri 'none'; frame-ancestors 'none'`,
  }
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
