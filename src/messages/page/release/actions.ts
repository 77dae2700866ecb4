import { type AnsweredCommand, describeOutcome } from '../../release/describe-outcome.ts'
import { type Html, html, renderProse } from '../html.ts'
import type { Viewer } from '../layout.ts'

/** A button of a release's page. */
export interface ActionButton {
  /** What it says after `/release`, without a reason. */
  readonly command: string
  readonly label: string
  readonly reason: 'none' | 'may' | 'must'
  /** Which asking of a question it answers; null for anything else. */
  readonly asked: string | null
}

/** Renders the buttons for what the viewer may do, and a line for any other command. */
export function renderActions(buttons: readonly ActionButton[], to: string, viewer: Viewer): Html {
  return html`<h2>What you can do</h2>
${buttons.length === 0 ? html`<p class="soft">Nothing waits for you here at the moment.</p>` : html`<div class="choices">${buttons.map((button, i) => renderButton(button, i, { to, viewer }))}</div>`}
<details id="command-line"><summary>Run another command</summary>
<form class="line" method="post" action="${to}">
<input type="hidden" name="token" value="${viewer.token}">
<div><label for="command">Command, without <code>/release</code></label><input id="command" name="command" required maxlength="1000" autocomplete="off"></div>
<button>Run</button>
</form></details>`
}

interface FormTarget {
  readonly to: string
  readonly viewer: Viewer
}

function renderButton(
  { command, label, reason, asked }: ActionButton,
  i: number,
  { to, viewer }: FormTarget,
): Html {
  const id = `because-${i}`
  const field =
    reason === 'must'
      ? html`<input id="${id}" name="because" required maxlength="1000">`
      : html`<input id="${id}" name="because" maxlength="1000">`
  return html`<form method="post" action="${to}">
<input type="hidden" name="token" value="${viewer.token}"><input type="hidden" name="command" value="${command}">
${asked === null ? null : html`<input type="hidden" name="asked" value="${asked}">`}
${reason === 'none' ? null : html`<div><label for="${id}">Reason to ${command}</label>${field}</div>`}
<button class="${command === 'go' ? 'main' : ''}">${label}</button>
</form>`
}

/** Renders what came of a command. */
export function renderOutcome(said: string, outcome: AnsweredCommand): Html {
  if (outcome.kind === 'shown')
    return html`<div class="card" role="status"><p>To <code>${said}</code>:</p><pre>${outcome.text}</pre></div>`
  const { lead, what, list, next } = describeOutcome(outcome)
  return html`<div class="notice ${outcome.kind === 'accepted' ? 'good' : 'bad'}" role="status">
<p><strong>${lead}</strong> ${what.map((one) => html`${renderProse(one)} `)}</p>
${list === '' ? null : html`<pre>${list}</pre>`}
<p>${next.map((one) => html`${renderProse(one)} `)}</p></div>`
}
