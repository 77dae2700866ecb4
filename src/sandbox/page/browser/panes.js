/** @import { PaneView } from '../wire.ts' */
import { act } from './ask.js'
import { when } from './format.js'
import { prose } from './markdown.js'
import { button, face, form, sendsByKey } from './parts.js'
import { h } from './preact.js'
import { now } from './store.js'

/**
 * Chats that stand beside GitHub, as many as have been registered.
 *
 * @param {readonly PaneView[]} all
 */
export function panes(all) {
  return h('aside', { class: 'panes', 'aria-label': 'Beside GitHub' }, ...all.map(pane))
}

/** @param {PaneView} view */
function pane({ id, title, canSay, messages }) {
  return h(
    'section',
    { key: id, class: 'pane', 'aria-label': title, 'data-mark': `pane-${id}` },
    h('h2', null, title),
    h('div', { class: 'messages', tabindex: 0 }, ...messages.map((message) => drawn(id, message))),
    canSay
      ? form(
          { class: 'row' },
          async ({ text = '' }) => act('say', { pane: id, text }),
          h('textarea', {
            name: 'text',
            rows: 1,
            required: true,
            'aria-label': `Write to ${title}`,
            placeholder: `Write as ${now().me}`,
            onKeyDown: sendsByKey,
          }),
          h('button', null, 'Send'),
        )
      : null,
  )
}

/**
 * @param {string} pane
 * @param {PaneView['messages'][number]} message
 */
function drawn(pane, { id, by, at, text, buttons }) {
  return h(
    'article',
    { key: id, class: 'message-in' },
    h(
      'header',
      null,
      face({ login: by, isBot: false }),
      h('b', null, by),
      h('span', { class: 'meta' }, when(at)),
    ),
    prose(text),
    buttons.length > 0
      ? h(
          'p',
          { class: 'buttons' },
          ...buttons.map((one) =>
            button(one.label, () => act('press', { pane, message: id, button: one.id }), { key: one.id }),
          ),
        )
      : null,
  )
}
