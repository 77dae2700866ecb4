/** @import { AdvisoryView, EmbargoView } from '../../wire/wire-embargo.ts' */
/** @import { CommentView } from '../../wire/wire.ts' */
import { act } from './ask.js'
import { formatWhen } from './format.js'
import { renderProse } from './markdown.js'
import { renderButton, renderFace, renderPerson, title } from './parts.js'
import { h } from './preact.js'

/**
 * Both sides of an embargo beside each other.
 *
 * @param {EmbargoView} embargo
 */
export function renderEmbargoView({ version, insider, outsider }) {
  return h(
    'div',
    { class: 'sheet embargo' },
    title('An embargo, from both sides'),
    h(
      'p',
      null,
      `A fix of a vulnerability is prepared in ${insider.repository}, which only its security team can read. Everyone else reads ${outsider.repository}, and finds nothing of it before the agreed minute.`,
    ),
    h(
      'p',
      { class: 'buttons' },
      renderButton('Play an embargo', () => act('start-embargo-tour', {}), { class: 'primary' }),
    ),
    h('div', { class: 'sides' }, renderInsider(insider), renderOutsider(outsider, version)),
  )
}

/** @param {EmbargoView['insider']} insider */
function renderInsider({ repository, title: name, body, comments, advisory, refs }) {
  return h(
    'section',
    { class: 'card insider', 'data-mark': 'insider', 'aria-label': 'What the security team sees' },
    h('h2', null, 'The security team', ' ', h('small', { class: 'meta' }, `${repository} · private`)),
    advisory ? renderAdvisory(advisory) : null,
    refs.length === 0
      ? null
      : h('p', { class: 'refs' }, ...refs.map((ref) => h('code', null, ref.replace(/^refs\/\w+\//, '')))),
    name === null ? h('p', { class: 'empty' }, 'No release is prepared.') : h('h3', null, name),
    h('div', { class: 'said', 'data-mark': 'said' }, ...comments.map(renderComment)),
    name === null ? null : h('details', null, h('summary', null, 'The tracking issue'), renderProse(body)),
  )
}

/** @param {AdvisoryView} advisory */
function renderAdvisory({ ghsa, state, title: says, cve, ranges }) {
  return h(
    'p',
    { class: 'advisory', 'data-mark': 'advisory' },
    h('b', null, says),
    h('span', { class: `state ${state}` }, state),
    h('span', { class: 'meta' }, [ghsa, cve, ...ranges].filter(Boolean).join(' · ')),
  )
}

/** @param {CommentView} comment */
function renderComment({ id, by, at, body }) {
  return h(
    'article',
    { key: id },
    renderFace(by),
    h('div', null, h('p', { class: 'meta' }, renderPerson(by), ' ', formatWhen(at)), renderProse(body)),
  )
}

/**
 * @param {EmbargoView['outsider']} outsider
 * @param {string | null} version
 */
function renderOutsider({ repository, found }, version) {
  return h(
    'section',
    { class: 'card outsider', 'data-mark': 'outsider', 'aria-label': 'What everyone else sees' },
    h('h2', null, 'Everyone else', ' ', h('small', { class: 'meta' }, `${repository} · public`)),
    found.length === 0
      ? h(
          'p',
          { class: 'empty nothing' },
          version === null ? 'Nothing.' : 'Nothing: no branch, no tag, no word.',
        )
      : h(
          'ul',
          null,
          ...found.map(({ what, says }) =>
            h('li', { key: `${what} ${says}` }, h('span', { class: 'state published' }, what), ' ', says),
          ),
        ),
  )
}
