/** @import { DiscordPane, EmbedView } from '../wire-chats.ts' */
/** @import { State } from './store.js' */
import { count, when } from './format.js'
import { link, prose } from './markdown.js'
import { button, face, person } from './parts.js'
import { h } from './preact.js'
import { set } from './store.js'

/** @typedef {DiscordPane['servers'][number]['channels'][number]} Channel */

/**
 * Discord, where the community reads.
 *
 * @param {DiscordPane} view
 * @param {State} state
 */
export function discord({ servers }, { announced }) {
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
        button(`# ${name}`, () => set({ announced: name }), {
          key: id,
          title: `On the server ${server}`,
          'aria-pressed': name === chosen?.channel.name,
        }),
      ),
    ),
    chosen ? channelOf(chosen.channel) : null,
  )
}

/** @param {Channel} channel */
function channelOf(channel) {
  const { id, name, isAnnouncement, followers, messages } = channel
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
        ...(messages.length === 0 ? [h('p', { class: 'empty' }, none)] : messages.map(said)),
      ),
    ),
  )
}

/** @param {Channel['messages'][number]} message */
function said({ id, by, at, edited, isPublished, isFollowed, content, embeds }) {
  const marks = [
    isPublished ? 'published to followers' : '',
    isFollowed ? 'from Godel #announcements' : '',
    edited ? 'edited' : '',
  ]
  return h(
    'article',
    { key: id, class: 'chat-said', 'data-mark': `said-${id}` },
    face(by),
    h(
      'div',
      { class: 'chat-body' },
      h('header', null, person(by), h('span', { class: 'meta' }, when(at))),
      content.length > 0 ? prose(content) : null,
      ...embeds.map(embed),
      h('p', { class: 'meta' }, marks.filter((one) => one !== '').join(' · ')),
    ),
  )
}

/** @param {EmbedView} view */
function embed({ title, href, description, color, fields, footer, at }) {
  const bar = color === null ? undefined : `#${color.toString(16).padStart(6, '0')}`
  const named = prose(title)
  return h(
    'div',
    { class: 'embed', style: bar ? { '--bar': bar } : undefined },
    title.length > 0
      ? h('h3', null, href === null ? named : link({ el: 'a', href, children: [] }, [named]))
      : null,
    prose(description),
    fields.length > 0
      ? h(
          'div',
          { class: 'fields' },
          ...fields.map(({ name, value }) => h('div', null, h('b', null, name), prose(value))),
        )
      : null,
    h('p', { class: 'meta foot' }, footer, at === null ? '' : ` · ${when(at)}`),
  )
}
