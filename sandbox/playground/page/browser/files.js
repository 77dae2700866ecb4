/** @import { Overview, PageView } from '../../wire/wire.ts' */
import { act } from './ask.js'
import { renderField } from './issues.js'
import { renderButton, renderForm, title } from './parts.js'
import { h } from './preact.js'
import { getNow } from './store.js'

/**
 * The files of a branch; one of them can be changed and pushed.
 *
 * @param {Overview} overview
 * @param {{ view: PageView, branch: string }} at
 */
export function renderFilesView({ branches, repository }, { view, branch }) {
  return h(
    'div',
    { class: 'sheet wide-sheet' },
    title('Files'),
    h(
      'label',
      { class: 'field across' },
      h('span', null, 'Branch'),
      h(
        'select',
        {
          value: branch,
          onChange: (/** @type {Event} */ { target }) => {
            if (target instanceof HTMLSelectElement)
              location.hash = `#/files/${encodeURIComponent(target.value)}`
          },
        },
        ...branches.map(({ name }) =>
          h('option', { key: name, value: name, selected: name === branch }, name),
        ),
      ),
    ),
    view.kind === 'none'
      ? h('p', null, h('a', { href: `#/files/${encodeURIComponent(repository.defaultBranch)}` }, 'Show them'))
      : null,
    view.kind === 'files'
      ? h(
          'ul',
          { class: 'paths' },
          ...view.paths.map((path) =>
            h(
              'li',
              { key: path },
              h('a', { href: `#/files/${encodeURIComponent(branch)}/${encodeURIComponent(path)}` }, path),
            ),
          ),
        )
      : null,
    view.kind === 'file' ? renderEditor(view, repository.defaultBranch) : null,
  )
}

/**
 * @param {Extract<PageView, { kind: 'file' }>} file
 * @param {string} main
 */
function renderEditor({ branch, path, text }, main) {
  const back = `#/files/${encodeURIComponent(branch)}`
  if (text === null) return h('p', { class: 'empty' }, "This isn't text, or is too long.")
  const suggested = branch === main ? `fix/${path.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase()}` : branch
  return renderForm(
    { class: 'stack', key: `${branch} ${path}` },
    async ({ text: changed = '', message = '', onto = '' }) => {
      const from = onto === branch ? {} : { from: branch }
      const done = await act('push', {
        branch: onto,
        ...from,
        message,
        path,
        text: changed.replaceAll('\r\n', '\n'),
      })
      if (done) location.hash = onto === branch ? back : '#/pulls/new'
      return done
    },
    h('h2', null, h('code', null, path)),
    h('textarea', {
      name: 'text',
      rows: 24,
      class: 'code',
      spellcheck: false,
      'aria-label': `Text of ${path}`,
      defaultValue: text,
    }),
    renderField(
      'Message of the commit',
      h('input', { name: 'message', required: true, placeholder: 'fix: …' }),
    ),
    renderField('Branch', h('input', { name: 'onto', required: true, defaultValue: suggested })),
    h(
      'p',
      { class: 'buttons' },
      h('button', { class: 'primary' }, `Push as ${getNow().me}`),
      renderButton('Back', () => {
        location.hash = back
      }),
    ),
  )
}
