/** @import { ChatsView } from '../../wire/wire-chats.ts' */
/** @import { State } from './store.js' */
import { renderDiscord } from './discord.js'
import { h } from './preact.js'
import { renderSlack } from './slack.js'
import { set } from './store.js'

const FRONTS = /** @type {const} */ ([
  ['github', 'GitHub'],
  ['slack', 'Slack'],
  ['discord', 'Discord'],
])

/**
 * Chooses what is seen where there is no room for all of it.
 *
 * @param {State} state
 */
export function renderFronts({ front, beside }) {
  return h(
    'nav',
    { class: 'fronts', 'aria-label': 'What is shown' },
    ...FRONTS.map(([side, name]) =>
      h(
        'button',
        {
          type: 'button',
          class: `to-${side}${side === front ? ' in-front' : ''}${side === beside ? ' is-beside' : ''}`,
          'aria-pressed': side === front,
          onClick: () => set(side === 'github' ? { front: side } : { front: side, beside: side }),
        },
        name,
      ),
    ),
  )
}

/**
 * Slack and Discord, beside GitHub.
 *
 * @param {ChatsView} view
 * @param {State} state
 */
export function renderChats(view, state) {
  return h(
    'aside',
    { class: 'chats', 'aria-label': 'Beside GitHub' },
    renderSlack(view.slack, state),
    renderDiscord(view.discord, state),
  )
}
