/** @import { IssueView, Overview } from '../../wire/wire.ts' */
/** @import { State } from './store.js' */
import { act } from './ask.js'
import { formatWhen, shortenSha } from './format.js'
import { renderField } from './issues.js'
import { renderProse } from './markdown.js'
import {
  getState,
  label,
  renderButton,
  renderFace,
  renderForm,
  renderPerson,
  sendsByKey,
  title,
} from './parts.js'
import { h } from './preact.js'
import { pullParts } from './pull.js'
import { getNow, openForm } from './store.js'
import { renderTimeline } from './timeline.js'

/**
 * @param {IssueView} issue
 * @param {{ overview: Overview, state: State }} around
 */
export function issueView(issue, { overview, state }) {
  const { number, pull } = issue
  return h(
    'article',
    { class: 'issue', key: number },
    renderHead(issue, state),
    renderLabels(issue, overview),
    renderBody(issue, state),
    pull ? pullParts(issue, { pull, bot: overview.repository.bot }) : null,
    renderTimeline(issue, state),
    renderCommentBox(issue, state),
  )
}

/**
 * @param {IssueView} issue
 * @param {State} state
 */
function renderHead(
  { number, title: says, state: stands, by, at, pull, isPull, assignees },
  { form: opened },
) {
  const edit = `title-${number}`
  const back = isPull ? 'pulls' : 'issues'
  return h(
    'header',
    { class: 'head' },
    h('a', { class: 'back', href: `#/${back}` }, `← All ${isPull ? 'pull requests' : 'issues'}`),
    opened === edit
      ? renderForm(
          { class: 'row' },
          async (fields) => {
            const done = await act('edit-issue', { number, title: fields['title'] ?? '' })
            if (done) openForm(null)
            return done
          },
          h('input', { name: 'title', 'aria-label': 'Title', defaultValue: says, required: true }),
          h('button', { class: 'primary' }, 'Save'),
          renderButton('Cancel', () => openForm(null)),
        )
      : h(
          'div',
          { class: 'row' },
          title(says, ' ', h('span', { class: 'number' }, `#${number}`)),
          renderButton('Rename', () => openForm(edit), { class: 'quiet' }),
        ),
    h(
      'p',
      { class: 'facts' },
      getState(stands),
      renderPerson(by),
      pull
        ? h(
            'span',
            null,
            'wants ',
            h('code', null, pull.headBranch),
            ' in ',
            h('code', null, pull.baseBranch),
          )
        : h('span', null, `reported this ${formatWhen(at)}`),
      pull?.merged
        ? h(
            'span',
            null,
            'merged as ',
            h(
              'a',
              { href: `#/commits/${pull.merged.commit}` },
              h('code', null, shortenSha(pull.merged.commit)),
            ),
          )
        : null,
      assignees.length > 0 ? h('span', null, `assigned to ${assignees.join(', ')}`) : null,
    ),
  )
}

/**
 * @param {IssueView} issue
 * @param {Overview} overview
 */
function renderLabels({ number, labels: has }, { labels: all }) {
  const others = all.filter(({ name }) => !has.some((one) => one.name === name))
  return h(
    'div',
    { class: 'label-row', 'data-mark': 'labels' },
    ...has.map((one) =>
      h(
        'span',
        { class: 'labelled', key: one.name },
        label(one),
        renderButton('×', () => act('unlabel', { number, name: one.name }), {
          class: 'off',
          'aria-label': `Take the label ${one.name} off`,
        }),
      ),
    ),
    h(
      'details',
      { class: 'menu' },
      h('summary', { class: 'button' }, 'Add a label'),
      h(
        'div',
        { class: 'menu-body' },
        ...others.map((one) =>
          h(
            'button',
            {
              type: 'button',
              key: one.name,
              onClick: (/** @type {Event} */ event) => add(event, { number, name: one.name }),
            },
            label(one),
          ),
        ),
        renderForm(
          { class: 'row' },
          ({ name = '' }) => act('label', { number, name }),
          h('input', {
            name: 'name',
            'aria-label': 'A new label',
            placeholder: 'A new label',
            required: true,
          }),
          h('button', null, 'Add'),
        ),
      ),
    ),
  )
}

/**
 * @param {Event} event
 * @param {{ number: number, name: string }} given
 */
function add({ currentTarget }, given) {
  if (currentTarget instanceof Element) currentTarget.closest('details')?.removeAttribute('open')
  void act('label', given)
}

/**
 * @param {IssueView} issue
 * @param {State} state
 */
function renderBody({ number, by, at, body: tree, source }, { form: opened }) {
  const edit = `body-${number}`
  const isEdited = opened === edit
  return h(
    'section',
    { class: 'card said' },
    h(
      'header',
      null,
      renderFace(by),
      renderPerson(by),
      h('span', { class: 'meta' }, formatWhen(at)),
      h('span', { class: 'gap' }),
      renderButton(isEdited ? 'Cancel' : 'Edit', () => openForm(edit), { class: 'quiet' }),
    ),
    isEdited
      ? renderForm(
          { class: 'stack' },
          async (fields) => {
            const done = await act('edit-issue', { number, body: fields['body'] ?? '' })
            if (done) openForm(null)
            return done
          },
          h('textarea', {
            name: 'body',
            rows: 16,
            'aria-label': 'Text in Markdown',
            defaultValue: source,
            onKeyDown: sendsByKey,
          }),
          h('p', { class: 'buttons' }, h('button', { class: 'primary' }, `Save as ${getNow().me}`)),
        )
      : renderProse(tree, ({ index, checked, says }) => act('tick', { number, task: index, says, checked })),
    tree.length === 0 && !isEdited ? h('p', { class: 'empty' }, 'Nothing is said here.') : null,
  )
}

/**
 * @param {IssueView} issue
 * @param {State} state
 */
function renderCommentBox({ number, state: stands }, { me }) {
  const isOpen = stands === 'open' || stands === 'draft'
  return renderForm(
    { class: 'card say', key: `say-${number}`, 'data-mark': 'comment-box' },
    async ({ body: text = '' }) => act('comment', { number, body: text }),
    renderField(
      'Comment (Markdown; a line that begins with /release is a command)',
      h('textarea', {
        name: 'body',
        rows: 3,
        required: true,
        placeholder: '/release help',
        onKeyDown: sendsByKey,
      }),
    ),
    h(
      'p',
      { class: 'buttons' },
      h('button', { class: 'primary', title: 'Ctrl+Enter' }, `Comment as ${me}`),
      h('span', { class: 'gap' }),
      stands === 'merged'
        ? null
        : renderButton(isOpen ? 'Close' : 'Open again', () => act(isOpen ? 'close' : 'reopen', { number })),
    ),
  )
}
