/** @import { ChecksState, LabelView, PersonView } from '../../wire/wire.ts' */
/** @import { Child } from './preact.js' */
import { formatWords } from './format.js'
import { h } from './preact.js'

/** @param {PersonView} who */
export function renderPerson({ login, isBot }) {
  return h(
    'span',
    { class: isBot ? 'person bot' : 'person' },
    h('b', null, login.replace('[bot]', '')),
    isBot ? h('small', null, 'bot') : null,
  )
}

/** @param {PersonView} who */
export function renderFace({ login, isBot }) {
  const hue = [...login].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7)
  return h(
    'span',
    { class: isBot ? 'face bot' : 'face', 'aria-hidden': true, style: { '--hue': String(hue) } },
    isBot ? '⚓' : login.charAt(0).toUpperCase(),
  )
}

/** @param {LabelView} label */
export function label({ name, color }) {
  return h('span', { class: 'label', style: { '--color': `#${color}` } }, name)
}

/** @param {string} state */
export function getState(state) {
  return h('span', { class: `state ${state}` }, state)
}

const CHECKS = /** @type {const} */ ({
  none: ['', ''],
  running: ['●', 'Checks are running'],
  passed: ['✓', 'Checks have passed'],
  failed: ['✕', 'A check has failed'],
})

/** @param {ChecksState} state */
export function renderChecksMark(state) {
  const [sign, says] = CHECKS[state]
  return sign
    ? h('span', { class: `mark ${state}`, title: says, role: 'img', 'aria-label': says }, sign, ' ')
    : null
}

/**
 * @param {string} status
 * @param {string | null} conclusion
 */
export function renderOutcome(status, conclusion) {
  const word = conclusion ?? status
  const kind = conclusion === null ? 'running' : classifyLine(conclusion)
  const sign = { running: '●', passed: '✓', failed: '✕', neutral: '–' }[kind]
  return h(
    'span',
    { class: `outcome ${kind}` },
    h('span', { 'aria-hidden': true, class: 'sign' }, sign),
    formatWords(word),
  )
}

/** @param {string} conclusion */
function classifyLine(conclusion) {
  if (conclusion === 'success') return 'passed'
  return conclusion === 'neutral' || conclusion === 'skipped' ? 'neutral' : 'failed'
}

/**
 * A heading that the focus can go to when the view changes.
 *
 * @param {Child[]} children
 */
export function title(...children) {
  return h('h1', { tabindex: -1 }, ...children)
}

/**
 * A view that has nothing to show, under a heading like every other.
 *
 * @param {string} heading
 * @param {string} what
 */
export function renderNothing(heading, what) {
  return h('div', { class: 'sheet' }, title(heading), h('p', { class: 'empty' }, what))
}

/**
 * The name of a list. Where something of it is shown besides, that has the heading of the page.
 *
 * @param {string} text
 * @param {boolean} isAlone
 */
export function listTitle(text, isAlone) {
  return isAlone ? title(text) : h('h2', { class: 'list-title' }, text)
}

/**
 * A button that does something at once.
 *
 * @param {string} text
 * @param {() => unknown} onClick
 * @param {Record<string, unknown>} [more]
 */
export function renderButton(text, onClick, more = {}) {
  return h('button', { type: 'button', onClick, ...more }, text)
}

/**
 * A form; what is filled in goes to `onSend`, and where that answers true it is emptied.
 *
 * @param {Record<string, unknown>} attributes
 * @param {(fields: Record<string, string>, by: string) => Promise<boolean>} onSend
 * @param {Child[]} children
 */
export function renderForm(attributes, onSend, ...children) {
  const onSubmit = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault()
    const { currentTarget, submitter } = event
    if (!(currentTarget instanceof HTMLFormElement)) return
    const fields = Object.fromEntries(
      [...new FormData(currentTarget)].map(([name, value]) => [name, String(value)]),
    )
    const by = submitter instanceof HTMLButtonElement ? submitter.value : ''
    if (await onSend(fields, by)) currentTarget.reset()
  }
  return h('form', { ...attributes, onSubmit }, ...children)
}

/** Sends the form that it is in by Ctrl+Enter. */
export function sendsByKey(/** @type {KeyboardEvent} */ event) {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  if (event.target instanceof HTMLTextAreaElement) event.target.form?.requestSubmit()
}
