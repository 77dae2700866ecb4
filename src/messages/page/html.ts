/** HTML that is safe to show: made by `html` alone, which escapes every text that it is given. */
export interface Html {
  readonly markup: string
}

/** What `html` takes between its parts; null is nothing. */
export type HtmlValue = Html | string | number | null | readonly (Html | null)[]

/** Makes HTML of a template. Texts and attributes are escaped; only what `html` made itself is taken as it is. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const markup = parts.reduce((text, part, i) => text + renderValue(values[i - 1] ?? null) + part)
  return { markup }
}

/** Renders sentences with code in backquotes. */
export function renderProse(text: string): Html {
  const parts = text.split('`')
  if (parts.length % 2 === 0) return html`${text}`
  return html`${parts.map((part, i) => (i % 2 === 0 ? html`${part}` : html`<code>${part}</code>`))}`
}

/** Renders HTML where there is something to show. */
export function renderIf(condition: boolean, render: () => Html): Html | null {
  return condition ? render() : null
}

function renderValue(value: HtmlValue): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return escapeText(value)
  if ('markup' in value) return value.markup
  return value.map((one) => one?.markup ?? '').join('')
}

function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
