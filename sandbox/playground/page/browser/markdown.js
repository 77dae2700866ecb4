/** @import { MarkdownElement, MarkdownNode, MarkdownTree } from '../../wire/wire.ts' */
/** @import { VNode } from './preact.js' */
import { h } from './preact.js'

/**
 * Who is told that a task was ticked; its text is what the task says.
 *
 * @typedef {(task: { index: number, checked: boolean, says: string }) => void} renderProse
 */

/**
 * A text as elements. They are made one by one from a list of allowed names; nothing is ever parsed as HTML.
 *
 * @param {MarkdownTree} tree
 * @param {renderProse | null} [onTick]
 */
export function renderProse(tree, onTick = null) {
  return h('div', { class: 'prose' }, ...tree.map((node) => draw(node, onTick)))
}

/**
 * @param {MarkdownNode} node
 * @param {renderProse | null} onTick
 * @returns {VNode | string}
 */
function draw(node, onTick) {
  if (typeof node === 'string') return node
  const children = node.children.map((child) => draw(child, onTick))
  switch (node.el) {
    case 'mention':
      return h('span', { class: 'mention' }, ...children)
    case 'a':
      return link(node, children)
    case 'pre':
      return h('pre', { tabindex: 0 }, h('code', null, ...children))
    case 'table':
      return h('div', { class: 'wide', tabindex: 0 }, h('table', null, ...children))
    case 'th':
    case 'td':
      return h(node.el, { class: node.align ? `to-${node.align}` : undefined }, ...children)
    case 'ol':
      return h('ol', { start: node.start }, ...children)
    case 'ul':
      return h('ul', isTaskList(node) ? { 'data-mark': 'tasks' } : null, ...children)
    case 'details':
      // Whoever has opened it keeps it open when the text changes.
      return h('details', node.open ? { open: true } : null, ...children)
    case 'li':
      return node.task ? renderTask(node, children, onTick) : h('li', null, ...children)
    default:
      return h(node.el, null, ...children)
  }
}

/** @param {MarkdownElement} list */
function isTaskList({ children }) {
  return children.some((child) => typeof child === 'object' && child.task !== undefined)
}

/**
 * @param {MarkdownElement} node
 * @param {(VNode | string)[]} children
 */
export function link(node, children) {
  const href = node.href ?? ''
  if (href.startsWith('#/')) return h('a', { href }, ...children)
  return h('a', { href, target: '_blank', rel: 'noreferrer noopener' }, ...children)
}

/**
 * @param {MarkdownElement} node
 * @param {(VNode | string)[]} children
 * @param {renderProse | null} onTick
 */
function renderTask(node, children, onTick) {
  const { index = 0, checked = false, says = '' } = node.task ?? {}
  const box = h('input', {
    type: 'checkbox',
    checked,
    disabled: onTick === null,
    onClick: (/** @type {Event} */ event) => {
      // It is ticked once the text is.
      event.preventDefault()
      onTick?.({ index, checked: !checked, says })
    },
  })
  const nested = children.findIndex(
    (child) => typeof child === 'object' && (child.type === 'ul' || child.type === 'ol'),
  )
  const at = nested < 0 ? children.length : nested
  return h(
    'li',
    { class: 'task' },
    h('label', null, box, h('span', null, ...children.slice(0, at))),
    ...children.slice(at),
  )
}
