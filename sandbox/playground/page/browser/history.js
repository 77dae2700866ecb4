/** @import { GraphRow, Overview, PageView } from '../../wire/wire.ts' */
import { formatWhen, shortenSha } from './format.js'
import { title } from './parts.js'
import { h } from './preact.js'

const ROW = 34
const LANE = 18
const LEFT = 14

/**
 * The history as a picture: main on the left, each branch in a lane of its own.
 *
 * @param {Overview} overview
 * @param {PageView} view
 */
export function renderHistoryView({ branches, tags, repository }, view) {
  return h(
    'div',
    { class: 'sheet wide-sheet', 'data-mark': 'history' },
    title('History'),
    h(
      'p',
      null,
      `${branches.length} branches, ${tags.length} tags. `,
      'Clone it: ',
      h('code', null, `git clone ${repository.cloneUrl}`),
    ),
    view.kind === 'graph' ? renderGraph(view) : null,
  )
}

/** @param {Extract<PageView, { kind: 'graph' }>} view */
function renderGraph({ lanes, rows }) {
  return h(
    'ol',
    { class: 'graph', style: { '--lanes': `${LEFT * 2 + (lanes - 1) * LANE}px` } },
    ...rows.map(renderRow),
  )
}

/** @param {GraphRow} row */
function renderRow({ sha, title: says, author, at, lane, edges, refs }) {
  return h(
    'li',
    { key: sha },
    h(
      'svg',
      { 'aria-hidden': true, height: ROW, class: 'lanes' },
      ...edges.map(([from, to]) =>
        h('path', {
          key: `${from}-${to}`,
          d: curve(from, to),
          class: `lane-${(from === lane ? Math.max(from, to) : from) % 6}`,
        }),
      ),
      h('circle', { cx: x(lane), cy: ROW / 2, r: 4.5, class: `lane-${lane % 6}` }),
    ),
    h(
      'span',
      { class: 'says' },
      ...refs.map(({ kind, name }) => h('span', { key: kind + name, class: `ref ${kind}` }, name)),
      h('a', { href: `#/commits/${sha}` }, says),
    ),
    h('span', { class: 'meta' }, `${author} · ${formatWhen(at)} · `, h('code', null, shortenSha(sha))),
  )
}

/** @param {number} lane */
function x(lane) {
  return LEFT + lane * LANE
}

/**
 * From the middle of this row to the middle of the next.
 *
 * @param {number} from
 * @param {number} to
 */
function curve(from, to) {
  const [top, bottom] = [ROW / 2, ROW + ROW / 2]
  if (from === to) return `M${x(from)} ${top}V${bottom}`
  return `M${x(from)} ${top}C${x(from)} ${bottom} ${x(to)} ${top} ${x(to)} ${bottom}`
}
