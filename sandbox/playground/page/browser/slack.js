/** @import { SlackPane, ThreadView } from '../../wire/wire-chats.ts' */
/** @import { State } from './store.js' */
import { act } from './ask.js'
import { count, formatWhen } from './format.js'
import { renderButton, renderForm } from './parts.js'
import { h } from './preact.js'
import { drawBlocks, renderSaid } from './slack-message.js'
import { HOME, set } from './store.js'

/**
 * Slack as whoever acts sees it.
 *
 * @param {SlackPane} view
 * @param {State} state
 */
export function renderSlack(view, { channel: chosen, thread: open, me }) {
  const isHome = chosen === HOME
  const channel = view.channels.find(({ name }) => name === chosen) ?? view.channels[0]
  const thread = isHome ? undefined : channel?.messages.find(({ id }) => id === open)
  return h(
    'section',
    { class: 'chat slack', 'aria-label': 'Slack' },
    h('header', { class: 'chat-head' }, h('h2', null, 'Slack'), h('span', { class: 'meta' }, view.workspace)),
    renderChannels(view, isHome ? HOME : (channel?.name ?? '')),
    isHome ? renderHome(view) : null,
    !isHome && channel && thread ? renderThreadOf(channel, thread) : null,
    !isHome && channel && !thread ? renderChannelOf(channel, me) : null,
    view.form ? viewForm(view.form) : null,
  )
}

/** @typedef {SlackPane['channels'][number]} Channel */

/** What will stand in a channel of the stage. */
const EMPTY = new Map([
  ['releases', 'Each release has one message here, kept up to date. Questions and news are in its thread.'],
  ['customers', 'Announcements for customers.'],
  ['security', 'Until it is published, a security release is mentioned only here.'],
])

/**
 * @param {SlackPane} view
 * @param {string} chosen
 */
function renderChannels({ channels: all }, chosen) {
  const renderTab = (
    /** @type {string} */ name,
    /** @type {string} */ text,
    /** @type {() => void} */ onClick,
  ) => renderButton(text, onClick, { key: name, 'aria-pressed': name === chosen })
  return h(
    'nav',
    { class: 'channels', 'aria-label': 'Channels of Slack' },
    ...all.map(({ name, isPrivate }) =>
      renderTab(name, `${isPrivate ? '🔒\uFE0E ' : '# '}${name}`, () => set({ channel: name, thread: null })),
    ),
    renderTab(HOME, 'App home', () => {
      set({ channel: HOME, thread: null })
      void act('slack-home', {})
    }),
  )
}

/** @param {SlackPane} view */
function renderHome({ home: blocks }) {
  return h(
    'div',
    { class: 'messages', tabindex: 0, 'data-mark': 'slack-home' },
    blocks
      ? h('div', { class: 'stack blocks home' }, ...drawBlocks(blocks))
      : h('p', { class: 'empty' }, "Loading the App's home …"),
  )
}

/**
 * @param {Channel} channel
 * @param {string} me
 */
function renderChannelOf({ id, name, messages }, me) {
  const none = h('p', { class: 'empty' }, EMPTY.get(name) ?? `No messages in #${name} yet.`)
  return h(
    'div',
    { class: 'channel', key: id },
    h(
      'div',
      { class: 'messages', tabindex: 0 },
      h(
        'div',
        { class: 'stack' },
        ...(messages.length === 0
          ? [none]
          : messages.map((one) => renderSaid(one, { channel: id, below: renderReplies(one) }))),
      ),
    ),
    renderForm(
      { class: 'row say-in' },
      async ({ text = '' }) => act('slack-say', { channel: id, text }),
      h('input', {
        name: 'text',
        required: true,
        autocomplete: 'off',
        'aria-label': `Say something in #${name}`,
        placeholder: `As ${me}: /release status, or a message`,
      }),
      h('button', null, 'Send'),
    ),
  )
}

/** @param {ThreadView} message */
function renderReplies({ id, replies: all }) {
  const last = all.at(-1)
  if (!last) return null
  const asks = all.some(({ blocks }) => blocks.some(({ kind }) => kind === 'actions'))
  return h(
    'button',
    { type: 'button', class: 'replies', onClick: () => set({ thread: id }) },
    h('b', null, count(all.length, 'reply').replace('replys', 'replies')),
    h('span', { class: 'meta' }, ` last ${formatWhen(last.at)}`),
    asks ? h('span', { class: 'asks' }, 'asks for a go') : null,
  )
}

/**
 * @param {Channel} channel
 * @param {ThreadView} thread
 */
function renderThreadOf({ id, name }, thread) {
  return h(
    'div',
    { class: 'channel', key: `${id} ${thread.id}` },
    h(
      'p',
      { class: 'thread-head' },
      renderButton(`← #${name}`, () => set({ thread: null }), { class: 'quiet' }),
      h('b', null, 'Thread'),
    ),
    h(
      'div',
      { class: 'messages', tabindex: 0 },
      h(
        'div',
        { class: 'stack' },
        renderSaid(thread, { channel: id }),
        h(
          'p',
          { class: 'divide meta' },
          h('span', null, count(thread.replies.length, 'reply').replace('replys', 'replies')),
        ),
        ...thread.replies.map((one) => renderSaid(one, { channel: id })),
      ),
    ),
    h('p', { class: 'meta thread-foot' }, `Run commands in #${name}: Slack has no commands in threads.`),
  )
}

/** @param {NonNullable<SlackPane['form']>} open */
function viewForm({ id, title, submit, close, blocks, errors }) {
  const { '': whole, ...others } = errors
  return h(
    'div',
    { class: 'veil', key: id },
    renderForm(
      { class: 'modal stack', role: 'dialog', 'aria-modal': true, 'aria-label': title },
      async (values) => {
        await act('slack-submit', { values })
        // What was written stays until the form is gone.
        return false
      },
      h('h2', null, title),
      h('div', { class: 'blocks' }, ...drawBlocks(blocks, { errors: others })),
      whole ? h('p', { class: 'wrong', role: 'alert' }, whole) : null,
      h(
        'p',
        { class: 'buttons to-end' },
        renderButton(close, () => act('slack-leave', {})),
        h('button', { class: 'primary' }, submit),
      ),
    ),
  )
}
