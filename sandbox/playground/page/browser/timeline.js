/** @import { CommentView, IssueView, TimelineView } from '../../wire/wire.ts' */
/** @import { State } from './store.js' */
import { act } from './ask.js'
import { formatWhen, formatWords, shortenSha } from './format.js'
import { renderProse } from './markdown.js'
import { label, renderButton, renderFace, renderForm, renderPerson, sendsByKey } from './parts.js'
import { h } from './preact.js'
import { openForm } from './store.js'

const SIGNS = /** @type {Readonly<Record<string, string>>} */ ({
  '+1': '👍',
  '-1': '👎',
  laugh: '😄',
  confused: '😕',
  heart: '❤️',
  hooray: '🎉',
  rocket: '🚀',
  eyes: '👀',
})

/**
 * All that happened to an issue, the first first.
 *
 * @param {IssueView} issue
 * @param {State} state
 */
export function renderTimeline({ timeline: entries }, state) {
  return h(
    'section',
    { class: 'timeline', 'aria-label': 'What happened' },
    ...entries.map((entry) => draw(entry, state)),
    h('span', { class: 'end', 'data-mark': 'timeline-end' }),
  )
}

/**
 * @param {TimelineView} entry
 * @param {State} state
 */
function draw(entry, state) {
  switch (entry.kind) {
    case 'comment':
      return renderComment(entry.comment, state)
    case 'review':
      return h(
        'div',
        { key: entry.id, class: `happened review ${entry.state.toLowerCase()}` },
        h(
          'p',
          null,
          renderFace(entry.by),
          renderPerson(entry.by),
          ` ${REVIEWS[entry.state] ?? formatWords(entry.state)} `,
          h('span', { class: 'meta' }, formatWhen(entry.at)),
        ),
        entry.body.length > 0 ? renderProse(entry.body) : null,
      )
    case 'event':
      return renderHappened(entry)
  }
}

const REVIEWS = /** @type {Readonly<Record<string, string>>} */ ({
  APPROVED: 'approved this',
  CHANGES_REQUESTED: 'wants something changed',
  COMMENTED: 'reviewed this',
  DISMISSED: 'had a review that was dismissed',
})

/** @param {Extract<TimelineView, { kind: 'event' }>} entry */
function renderHappened({ id, by, at, says, label: about, commit, number }) {
  return h(
    'p',
    { key: id, class: 'happened' },
    renderFace(by),
    renderPerson(by),
    ` ${says} `,
    about ? label(about) : null,
    commit ? h('a', { href: `#/commits/${commit}` }, h('code', null, shortenSha(commit))) : null,
    number ? h('a', { href: `#/issues/${number}` }, `#${number}`) : null,
    ' ',
    h('span', { class: 'meta' }, formatWhen(at)),
  )
}

/**
 * @param {CommentView} comment
 * @param {State} state
 */
function renderComment({ id, by, at, edited, body, source, reactions }, { me, form: opened }) {
  const edit = `comment-${id}`
  const isEdited = opened === edit
  return h(
    'article',
    { key: id, class: by.isBot ? 'card said by-bot' : 'card said' },
    h(
      'header',
      null,
      renderFace(by),
      renderPerson(by),
      h('span', { class: 'meta' }, formatWhen(at), edited ? ' · edited' : ''),
      h('span', { class: 'gap' }),
      by.login === me
        ? renderButton(isEdited ? 'Cancel' : 'Edit', () => openForm(edit), { class: 'quiet' })
        : null,
      reactMenu(id),
    ),
    isEdited
      ? renderForm(
          { class: 'stack' },
          async (fields) => {
            const done = await act('edit-comment', { comment: id, body: fields['body'] ?? '' })
            if (done) openForm(null)
            return done
          },
          h('textarea', {
            name: 'body',
            rows: 4,
            'aria-label': 'Text in Markdown',
            defaultValue: source,
            onKeyDown: sendsByKey,
          }),
          h('p', { class: 'buttons' }, h('button', { class: 'primary' }, 'Save')),
        )
      : renderProse(body),
    reactions.length > 0
      ? h(
          'p',
          { class: 'reactions' },
          ...reactions.map((one) =>
            h(
              'span',
              { key: one.content, title: `${one.content}: ${one.by.join(', ')}` },
              `${SIGNS[one.content] ?? one.content} ${one.by.length}`,
            ),
          ),
        )
      : null,
  )
}

/** @param {number} comment */
function reactMenu(comment) {
  return h(
    'details',
    { class: 'menu to-right' },
    h('summary', { class: 'quiet', 'aria-label': 'React', title: 'React' }, '☺'),
    h(
      'div',
      { class: 'menu-body across' },
      ...Object.entries(SIGNS).map(([content, sign]) =>
        h(
          'button',
          {
            type: 'button',
            'aria-label': content,
            onClick: (/** @type {Event} */ { currentTarget }) => {
              if (currentTarget instanceof Element) currentTarget.closest('details')?.removeAttribute('open')
              void act('react', { comment, content })
            },
          },
          sign,
        ),
      ),
    ),
  )
}
