/** @import { DiscordPane, EmbedView } from '../../wire/wire-chats.ts' */
/** @import { State } from './store.js' */
import { act } from './ask.js'
import { count, formatWhen } from './format.js'
import { link, renderProse } from './markdown.js'
import { renderButton, renderFace, renderForm, renderPerson } from './parts.js'
import { h } from './preact.js'
import { set } from './store.js'

/** @typedef {DiscordPane['servers'][number]['channels'][number]} Channel */

/**
 * Discord, where the community reads.
 *
 * @param {DiscordPane} view
 * @param {State} state
 */
export function renderDiscord({ servers }, { announced, me }) {
  const all = servers.flatMap(({ name, channels }) => channels.map((channel) => ({ server: name, channel })))
  const chosen = all.find(({ channel }) => channel.name === announced) ?? all[0]
  return h(
    'section',
    { class: 'chat discord', 'aria-label': 'Discord' },
    h(
      'header',
      { class: 'chat-head' },
      h('h2', null, 'Discord'),
      h('span', { class: 'meta' }, chosen?.server ?? ''),
    ),
    h(
      'nav',
      { class: 'channels', 'aria-label': 'Channels of Discord' },
      ...all.map(({ server, channel: { id, name } }) =>
        renderButton(`# ${name}`, () => set({ announced: name }), {
          key: id,
          title: `On the server ${server}`,
          'aria-pressed': name === chosen?.channel.name,
        }),
      ),
    ),
    chosen ? renderChannelOf(chosen.channel, me) : null,
  )
}

/**
 * @param {Channel} channel
 * @param {string} me
 */
function renderChannelOf(channel, me) {
  const { id, name, isAnnouncement, followers, messages, commands } = channel
  const none = isAnnouncement ? 'Each release is announced here, once.' : `Nothing in #${name} yet.`
  return h(
    'div',
    { class: 'channel', key: id },
    isAnnouncement
      ? h(
          'p',
          { class: 'meta about' },
          `Announcements · ${count(followers, 'channel')} elsewhere follow${followers === 1 ? 's' : ''}`,
        )
      : null,
    h(
      'div',
      { class: 'messages', tabindex: 0 },
      h(
        'div',
        { class: 'stack' },
        ...(messages.length === 0 ? [h('p', { class: 'empty' }, none)] : messages.map(renderSaid)),
      ),
    ),
    renderForm(
      { class: 'row say-in' },
      async ({ text = '' }) => act('discord-say', { channel: id, text }),
      h('input', {
        name: 'text',
        required: true,
        autocomplete: 'off',
        'aria-label': `Say something in #${name}`,
        placeholder: `As ${me}: ${commands.length > 0 ? `${commands[0]}, or a` : 'a'} message`,
      }),
      h('button', null, 'Send'),
    ),
  )
}

/** @param {Channel['messages'][number]} message */
function renderSaid({ id, by, at, edited, isPublished, isFollowed, onlyFor, typed, content, embeds }) {
  const marks = [
    isPublished ? 'published to followers' : '',
    isFollowed ? 'from Godel #announcements' : '',
    edited ? 'edited' : '',
  ]
  return h(
    'article',
    { key: id, class: `chat-said${onlyFor ? ' only-for' : ''}`, 'data-mark': `said-${id}` },
    renderFace(by),
    h(
      'div',
      { class: 'chat-body' },
      h('header', null, renderPerson(by), h('span', { class: 'meta' }, formatWhen(at))),
      typed ? h('p', { class: 'meta' }, onlyFor ? `${onlyFor} used ${typed}` : `used ${typed}`) : null,
      onlyFor ? h('p', { class: 'only meta' }, `Only ${onlyFor} sees this`) : null,
      content.length > 0 ? renderProse(content) : null,
      ...embeds.map(embed),
      h('p', { class: 'meta' }, marks.filter((one) => one !== '').join(' · ')),
    ),
  )
}

/** @param {EmbedView} view */
function embed({ title, href, description, color, fields, footer, at }) {
  const bar = color === null ? undefined : `#${color.toString(16).padStart(6, '0')}`
  const named = renderProse(title)
  return h(
    'div',
    { class: 'embed', style: bar ? { '--bar': bar } : undefined },
    title.length > 0
      ? h('h3', null, href === null ? named : link({ el: 'a', href, children: [] }, [named]))
      : null,
    renderProse(description),
    fields.length > 0
      ? h(
          'div',
          { class: 'fields' },
          ...fields.map(({ name, value }) => h('div', null, h('b', null, name), renderProse(value))),
        )
      : null,
    h('p', { class: 'meta foot' }, footer, at === null ? '' : ` · ${formatWhen(at)}`),
  )
}
