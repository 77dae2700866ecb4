/** @import { IssueLine, Overview } from '../wire.ts' */
import { act } from './ask.js'
import { count, when } from './format.js'
import { button, checksMark, form, label, listTitle, sendsByKey, stateOf, title } from './parts.js'
import { h } from './preact.js'
import { now } from './store.js'

const MOST_CLOSED = 30

/**
 * @param {Overview} overview
 * @param {{ isPulls: boolean, chosen: number }} which
 */
export function issuesList({ issues }, { isPulls, chosen }) {
  const ours = issues.filter((one) => one.isPull === isPulls)
  const isOpen = (/** @type {IssueLine} */ { state }) => state === 'open' || state === 'draft'
  const open = ours.filter(isOpen)
  const closed = ours.filter((one) => !isOpen(one)).slice(0, MOST_CLOSED)
  const section = isPulls ? 'pulls' : 'issues'
  return h(
    'section',
    { class: 'list', 'data-mark': 'list' },
    h(
      'header',
      null,
      listTitle(isPulls ? 'Pull requests' : 'Issues', !chosen),
      h('a', { class: 'button', href: `#/${section}/new` }, isPulls ? 'Open one' : 'Report one'),
    ),
    open.length > 0 ? null : h('p', { class: 'empty' }, 'None is open.'),
    h('ul', null, ...open.map((one) => line(one, chosen))),
    closed.length > 0 ? h('h2', null, isPulls ? 'Merged and closed' : 'Closed') : null,
    h('ul', { class: 'over' }, ...closed.map((one) => line(one, chosen))),
  )
}

/**
 * @param {IssueLine} issue
 * @param {number} chosen
 */
export function line(issue, chosen = 0) {
  const { number, title: says, by, at, state, labels, comments, checks } = issue
  return h(
    'li',
    { key: number },
    h(
      'a',
      { class: 'line', href: `#/issues/${number}`, 'aria-current': number === chosen ? 'true' : undefined },
      h('span', { class: `bead ${state}`, title: state }),
      h('span', { class: 'says' }, says),
      h(
        'span',
        { class: 'meta' },
        checksMark(checks),
        `#${number} · ${by.login.replace('[bot]', '')} · ${when(at)}`,
        comments ? ` · ${count(comments, 'comment')}` : '',
      ),
      labels.length > 0 ? h('span', { class: 'labels' }, ...labels.map(label)) : null,
      state === 'draft' ? stateOf(state) : null,
    ),
  )
}

export function newIssue() {
  return h(
    'div',
    { class: 'sheet' },
    title('Report an issue'),
    form(
      { class: 'stack' },
      async ({ title: says = '', body = '' }) => {
        const done = await act('open-issue', { title: says, body })
        if (done) location.hash = '#/issues'
        return done
      },
      field('Title', h('input', { name: 'title', required: true, maxlength: 256 })),
      field('What happens (Markdown)', h('textarea', { name: 'body', rows: 8, onKeyDown: sendsByKey })),
      h(
        'p',
        { class: 'buttons' },
        h('button', { class: 'primary' }, `Report as ${now().me}`),
        back('issues'),
      ),
    ),
  )
}

/** @param {Overview} overview */
export function newPull({ branches, repository }) {
  const options = (/** @type {string} */ chosen) =>
    branches.map(({ name }) => h('option', { value: name, selected: name === chosen }, name))
  const head = branches.find(({ name }) => name !== repository.defaultBranch)?.name ?? ''
  return h(
    'div',
    { class: 'sheet' },
    title('Open a pull request'),
    h(
      'p',
      null,
      'From a branch that was pushed. ',
      h('a', { href: '#/files' }, 'Push one'),
      ' by changing a file.',
    ),
    form(
      { class: 'stack' },
      async ({ draft, ...fields }) => {
        const done = await act('open-pull', { ...fields, draft: draft === 'on' })
        if (done) location.hash = '#/pulls'
        return done
      },
      field('From', h('select', { name: 'head' }, ...options(head))),
      field('Into', h('select', { name: 'base' }, ...options(repository.defaultBranch))),
      field('Title', h('input', { name: 'title', required: true, maxlength: 256 })),
      field('Why (Markdown)', h('textarea', { name: 'body', rows: 6, onKeyDown: sendsByKey })),
      h('label', { class: 'tick' }, h('input', { type: 'checkbox', name: 'draft' }), 'It is a draft'),
      h('p', { class: 'buttons' }, h('button', { class: 'primary' }, `Open as ${now().me}`), back('pulls')),
    ),
  )
}

/**
 * @param {string} says
 * @param {ReturnType<typeof h>} input
 */
export function field(says, input) {
  return h('label', { class: 'field' }, h('span', null, says), input)
}

/** @param {string} section */
function back(section) {
  return button('Not now', () => {
    location.hash = `#/${section}`
  })
}
