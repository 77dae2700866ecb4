/** @import { PageView } from '../../wire/wire.ts' */
import { count, formatWhen, shortenSha } from './format.js'
import { renderNothing, title } from './parts.js'
import { renderFileList } from './patch.js'
import { Fragment, h } from './preact.js'
import { checkList } from './pull.js'

/** @param {PageView} view */
export function commitView(view) {
  if (view.kind !== 'commit') return renderNothing('Commit', 'Choose a commit.')
  const { commit, message, parents, refs, files, checks } = view
  const [, ...rest] = message.split('\n')
  return h(
    'article',
    { class: 'sheet', key: commit.sha },
    h('a', { class: 'back', href: '#/history' }, '← History'),
    title(commit.title),
    h(
      'p',
      { class: 'facts' },
      h('code', null, commit.sha),
      h('span', null, `${commit.author}, ${formatWhen(commit.at)}`),
      ...refs.map((name) => h('span', { key: name, class: 'ref branch' }, name)),
      parents.length > 0
        ? h(
            'span',
            null,
            parents.length > 1 ? 'parents ' : 'parent ',
            ...parents.map((sha) =>
              h(
                Fragment,
                { key: sha },
                h('a', { href: `#/commits/${sha}` }, h('code', null, shortenSha(sha))),
                ' ',
              ),
            ),
          )
        : null,
    ),
    rest.join('\n').trim() ? h('pre', { class: 'message', tabindex: 0 }, rest.join('\n').trim()) : null,
    checks.length > 0 ? checkList(checks, 'the App') : null,
    h('h2', null, `${count(files.length, 'file')} changed`),
    renderFileList(files),
  )
}
