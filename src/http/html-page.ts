import { createHash } from 'node:crypto'

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
  body { max-width: 40rem; margin: 4rem auto; padding: 0 1.5rem }
  h1 { font-size: 1.6rem }
  button { font: inherit; font-weight: 600; padding: .6rem 1.2rem; border: 0; border-radius: .5rem; background: #1f6f43; color: #fff; cursor: pointer }
  button:focus-visible { outline: 3px solid #5b9dff; outline-offset: 2px }
  code { background: color-mix(in srgb, currentColor 10%, transparent); padding: .1rem .3rem; border-radius: .3rem; overflow-wrap: anywhere }
  code.said { display: inline-block; font-size: 1.25rem; padding: .4rem .8rem; user-select: all }
  dt { font-weight: 600 } dd { margin: 0 0 .8rem }
`

/** A page and what it may do: nothing but look as it does, and send its form. */
export interface HtmlPage {
  readonly html: string
  /** The value of Content-Security-Policy. */
  readonly policy: string
}

/** @param body HTML of ours, in which everything from outside is escaped */
export function createPage(title: string, body: string, formTo: string | null = null): HtmlPage {
  const style = createHash('sha256').update(STYLE).digest('base64')
  // A redirect of the form counts too, and who signs in may be sent to their company and back.
  const form = formTo === null ? "'none'" : `https: ${new URL(formTo).origin}`
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

/** What a browser is told with every page: it is kept nowhere, and no other site hears of its address. */
export function createPageHeaders({ policy }: Pick<HtmlPage, 'policy'>): Readonly<Record<string, string>> {
  return {
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  }
}

/** A text as HTML shows it, whatever is in it. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
