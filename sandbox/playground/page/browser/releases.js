/** @import { Overview, ReleaseLine, PageView } from '../../wire/wire.ts' */
import { formatSize, formatWhen, shortenSha } from './format.js'
import { renderProse } from './markdown.js'
import { listTitle, renderPerson, title } from './parts.js'
import { h } from './preact.js'

/**
 * @param {Overview} overview
 * @param {PageView} view
 */
export function renderReleasesView({ releases, tags }, view) {
  const chosen = view.kind === 'release' ? view.release.id : 0
  const bare = tags.filter(({ name }) => !releases.some(({ tag }) => tag === name)).reverse()
  return h(
    'div',
    { class: `split${chosen ? ' has-chosen' : ''}` },
    h(
      'section',
      { class: 'list', 'data-mark': 'list' },
      h('header', null, listTitle('Releases', chosen === 0)),
      releases.length > 0 ? null : h('p', { class: 'empty' }, 'None is published yet.'),
      h('ul', null, ...releases.map((one) => renderLine(one, chosen))),
      bare.length > 0 ? h('h2', null, 'Tags without a release') : null,
      h(
        'ul',
        { class: 'over' },
        ...bare.map(({ name, commit }) =>
          h(
            'li',
            { key: name },
            h(
              'a',
              { class: 'line', href: `#/commits/${commit}` },
              h('span', { class: 'says' }, name),
              h('span', { class: 'meta' }, shortenSha(commit)),
            ),
          ),
        ),
      ),
    ),
    view.kind === 'release'
      ? renderOne(view)
      : h('p', { class: 'empty' }, releases.length > 0 ? 'Choose a release.' : ''),
  )
}

/**
 * @param {ReleaseLine} release
 * @param {number} chosen
 */
function renderLine({ id, tag, name, draft, prerelease, at }, chosen) {
  return h(
    'li',
    { key: id },
    h(
      'a',
      {
        class: 'line',
        href: `#/releases/${encodeURIComponent(tag)}`,
        'aria-current': id === chosen ? 'true' : undefined,
      },
      h('span', { class: 'says' }, name),
      h(
        'span',
        { class: 'meta' },
        `${tag} · ${formatWhen(at)}${draft ? ' · draft' : ''}${prerelease ? ' · prerelease' : ''}`,
      ),
    ),
  )
}

/** @param {Extract<PageView, { kind: 'release' }>} view */
function renderOne({ release, by, body, commit, assets }) {
  return h(
    'article',
    { class: 'issue', key: release.id, 'data-mark': 'release' },
    h('a', { class: 'back', href: '#/releases' }, '← All releases'),
    title(release.name),
    h(
      'p',
      { class: 'facts' },
      h(
        'span',
        { class: `state ${release.draft ? 'draft' : 'merged'}` },
        release.draft ? 'draft' : 'published',
      ),
      h('span', { class: 'ref tag' }, release.tag),
      commit ? h('a', { href: `#/commits/${commit}` }, h('code', null, shortenSha(commit))) : null,
      renderPerson(by),
      h('span', null, formatWhen(release.at)),
    ),
    h('section', { class: 'card said' }, renderProse(body)),
    assets.length > 0
      ? h(
          'section',
          { class: 'card' },
          h('h2', null, 'Files'),
          h(
            'ul',
            { class: 'plain' },
            ...assets.map(({ name, bytes }) =>
              h(
                'li',
                { key: name },
                h('code', null, name),
                ' ',
                h('span', { class: 'meta' }, formatSize(bytes)),
              ),
            ),
          ),
        )
      : null,
  )
}
