/** @import { IssueLine, Overview } from '../../wire/wire.ts' */
import { act } from './ask.js'
import { count, formatWhen } from './format.js'
import {
  getState,
  label,
  listTitle,
  renderButton,
  renderChecksMark,
  renderForm,
  sendsByKey,
  title,
} from './parts.js'
import { h } from './preact.js'
import { getNow } from './store.js'

const MOST_CLOSED = 30

/**
 * @param {Overview} overview
 * @param {{ isPulls: boolean, chosen: number }} which
 */
export function renderIssuesList({ issues }, { isPulls, chosen }) {
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
    h('ul', null, ...open.map((one) => renderLine(one, chosen))),
    closed.length > 0 ? h('h2', null, isPulls ? 'Merged and closed' : 'Closed') : null,
    h('ul', { class: 'over' }, ...closed.map((one) => renderLine(one, chosen))),
  )
}

/**
 * @param {IssueLine} issue
 * @param {number} chosen
 */
export function renderLine(issue, chosen = 0) {
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
        renderChecksMark(checks),
        `#${number} · ${by.login.replace('[bot]', '')} · ${formatWhen(at)}`,
        comments ? ` · ${count(comments, 'comment')}` : '',
      ),
      labels.length > 0 ? h('span', { class: 'labels' }, ...labels.map(label)) : null,
      state === 'draft' ? getState(state) : null,
    ),
  )
}

export function renderNewIssue() {
  return h(
    'div',
    { class: 'sheet' },
    title('Report an issue'),
    renderForm(
      { class: 'stack' },
      async ({ title: says = '', body = '' }) => {
        const done = await act('open-issue', { title: says, body })
        if (done) location.hash = '#/issues'
        return done
      },
      renderField('Title', h('input', { name: 'title', required: true, maxlength: 256 })),
      renderField('What happens (Markdown)', h('textarea', { name: 'body', rows: 8, onKeyDown: sendsByKey })),
      h(
        'p',
        { class: 'buttons' },
        h('button', { class: 'primary' }, `Report as ${getNow().me}`),
        back('issues'),
      ),
    ),
  )
}

/** @param {Overview} overview */
export function renderNewPull({ branches, repository }) {
  const renderOptions = (/** @type {string} */ chosen) =>
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
    renderForm(
      { class: 'stack' },
      async ({ draft, ...fields }) => {
        const done = await act('open-pull', { ...fields, draft: draft === 'on' })
        if (done) location.hash = '#/pulls'
        return done
      },
      renderField('From', h('select', { name: 'head' }, ...renderOptions(head))),
      renderField('Into', h('select', { name: 'base' }, ...renderOptions(repository.defaultBranch))),
      renderField('Title', h('input', { name: 'title', required: true, maxlength: 256 })),
      renderField('Why (Markdown)', h('textarea', { name: 'body', rows: 6, onKeyDown: sendsByKey })),
      h('label', { class: 'tick' }, h('input', { type: 'checkbox', name: 'draft' }), 'It is a draft'),
      h(
        'p',
        { class: 'buttons' },
        h('button', { class: 'primary' }, `Open as ${getNow().me}`),
        back('pulls'),
      ),
    ),
  )
}

/**
 * @param {string} says
 * @param {ReturnType<typeof h>} input
 */
export function renderField(says, input) {
  return h('label', { class: 'field' }, h('span', null, says), input)
}

/** @param {string} section */
function back(section) {
  return renderButton('Not now', () => {
    location.hash = `#/${section}`
  })
}
