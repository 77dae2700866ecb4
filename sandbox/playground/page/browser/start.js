/** @import { IssueLine, Overview } from '../../wire/wire.ts' */
/** @import { Child } from './preact.js' */
/** @import { State } from './store.js' */
import { act } from './ask.js'
import { renderLine } from './issues.js'
import { renderButton, title } from './parts.js'
import { h } from './preact.js'

/**
 * What a newcomer sees first.
 *
 * @param {Overview} overview
 * @param {State} state
 */
export function startView(overview, { me }) {
  const { issues, repository, releases } = overview
  const isOpen = (/** @type {IssueLine} */ { state }) => state === 'open' || state === 'draft'
  const open = issues.filter((one) => one.isPull && isOpen(one))
  const tracked = issues.filter((one) => one.by.login === repository.bot && !one.isPull && isOpen(one))
  const none = releases.length > 0 ? 'None. The last one is published.' : 'None yet.'
  return h(
    'div',
    { class: 'start' },
    renderHero(overview),
    renderByHand(overview, me),
    h(
      'div',
      { class: 'columns' },
      h('section', { class: 'list card' }, h('h2', null, 'Open pull requests'), renderLines(open, 'None.')),
      h('section', { class: 'list card' }, h('h2', null, 'Releases in progress'), renderLines(tracked, none)),
    ),
  )
}

/** @param {Overview} overview */
function renderHero({ repository, tags, chats, production, embargo }) {
  const latest = tags.filter(({ name }) => /^v\d+\.\d+\.\d+$/.test(name)).at(-1)
  return h(
    'section',
    { class: 'hero' },
    title('A patch release, from the first label to the announcement'),
    h(
      'p',
      null,
      `This is your own GitHub${chats ? ', with a Slack and a Discord' : ''}, on this machine, and a small product in it: ${repository.name}, last released as ${latest?.name ?? 'nothing yet'}. Release Captain works with it as with the real ${chats ? 'ones' : 'one'}. Nothing leaves your machine, and you can't break anything.`,
    ),
    h(
      'p',
      { class: 'buttons' },
      renderButton('Play the tour', () => act('start-tour', {}), { class: 'primary large' }),
      embargo
        ? renderButton('Play an embargo', () => act('start-embargo-tour', {}), { class: 'large' })
        : null,
      h(
        'span',
        { class: 'meta' },
        production
          ? 'A whole release, with its 48-hour watch, in a few minutes.'
          : 'A whole release in about a minute.',
      ),
    ),
  )
}

/**
 * @param {Overview} overview
 * @param {string} me
 */
function renderByHand({ tags, chats }, me) {
  const step = (/** @type {string} */ name, /** @type {Child[]} */ ...says) =>
    h('li', null, h('b', null, name), h('span', null, ...says))
  const renderCode = (/** @type {string} */ text) => h('code', null, text)
  const [, line = '0.0', patch = '0'] = /^v(\d+\.\d+)\.(\d+)$/.exec(tags.at(-1)?.name ?? '') ?? []
  const next = `v${line}.${Number(patch) + 1}`
  return h(
    'section',
    { class: 'steps' },
    h('h2', null, 'Or do it yourself'),
    h(
      'ol',
      null,
      step(
        'Label a fix',
        'Open a pull request below and add ',
        renderCode('patch-candidate'),
        '. A check shows whether it belongs in the next patch, and whether it picks cleanly.',
      ),
      step(
        'Start the release',
        'Merge it, then comment ',
        renderCode(`/release cut ${next}`),
        ' on the tracking issue.',
      ),
      step(
        'Approve as someone else',
        `You are ${me}. You can't approve a release that you asked for: switch to another maintainer, above, and `,
        chats ? 'click Go in Slack, or comment ' : 'comment ',
        renderCode('/release go'),
        '.',
      ),
      step(
        'Make trouble',
        'Fail a test under ',
        h('a', { href: '#/runs' }, 'Runs'),
        ', lose an answer under ',
        h('a', { href: '#/faults' }, 'Faults'),
        chats ? ', click No-go in Slack, link linus there with ' : ', approve as mallory.',
        chats ? renderCode('/release link') : null,
        chats ? '.' : null,
      ),
    ),
  )
}

/**
 * @param {IssueLine[]} issues
 * @param {string} none
 */
function renderLines(issues, none) {
  if (issues.length === 0) return h('p', { class: 'empty' }, none)
  return h('ul', null, ...issues.map((one) => renderLine(one)))
}
