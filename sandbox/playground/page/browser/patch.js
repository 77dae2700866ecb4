/** @import { FileView } from '../../wire/wire.ts' */
import { h } from './preact.js'

/**
 * Files that were changed, each with its lines.
 *
 * @param {readonly FileView[]} files
 */
export function renderFileList(files) {
  return h('div', { class: 'files' }, ...files.map(renderFile))
}

/** @param {FileView} file */
function renderFile({ path, was, status, additions, deletions, lines }) {
  return h(
    'details',
    { key: path, class: 'file' },
    h(
      'summary',
      null,
      h('code', null, was ? `${was} → ${path}` : path),
      h('span', { class: 'gap' }),
      status === 'modified' ? null : h('span', { class: 'meta' }, status),
      h('span', { class: 'plus' }, `+${additions}`),
      h('span', { class: 'minus' }, `−${deletions}`),
    ),
    lines === null
      ? h('p', { class: 'empty' }, 'Too long to show, or not text.')
      : h(
          'pre',
          { class: 'patch', tabindex: 0 },
          ...lines.map((text, at) => h('span', { key: at, class: classifyLine(text) }, `${text}\n`)),
        ),
  )
}

/** @param {string} text */
function classifyLine(text) {
  if (text.startsWith('@@')) return 'at'
  if (text.startsWith('+')) return 'plus'
  return text.startsWith('-') ? 'minus' : undefined
}
