/** @import { ChartView, EnvironmentView, LineView, OutsideText, ProductionView } from '../../wire/wire-production.ts' */
import { act } from './ask.js'
import { formatWhen, timeOfDay } from './format.js'
import { renderButton, title } from './parts.js'
import { h } from './preact.js'

/** @param {ProductionView} production */
export function renderProductionView({ environments, charts, versions }) {
  const colors = toColors(versions.map(({ version }) => version))
  return h(
    'div',
    { class: 'sheet production' },
    title('Production'),
    h(
      'p',
      null,
      'A small cluster on this machine. Its pods don’t really run, but its API, its traffic and its metrics are what Release Captain sees.',
    ),
    ...environments.map((one) => renderEnvironment(one, colors)),
    h('div', { class: 'charts', 'data-mark': 'charts' }, ...charts.map((one) => renderChart(one, colors))),
    renderVersions(versions),
  )
}

/**
 * Each version keeps its color, the oldest the first.
 *
 * @param {string[]} versions
 * @returns {(version: string) => string}
 */
function toColors(versions) {
  return (version) => {
    const [, patch = '0'] = /\.(\d+)$/.exec(version) ?? []
    return versions.length === 0 ? 'version-0' : `version-${Number(patch) % 4}`
  }
}

/**
 * @param {EnvironmentView} environment
 * @param {(version: string) => string} colors
 */
function renderEnvironment({ name, kind, pods, shares }, colors) {
  const says = shares.map(({ version, share }) => `${version}: ${share} %`).join(', ')
  return h(
    'section',
    { key: name, class: 'card environment', 'data-mark': name },
    h('h2', null, name, ' ', h('small', { class: 'meta' }, `${kind} · ${pods.length} pods`)),
    h(
      'div',
      { class: 'traffic', role: 'img', 'aria-label': `Traffic of ${name}: ${says}` },
      ...shares.map(({ version, share }) =>
        h(
          'span',
          { key: version, class: colors(version), style: { 'flex-grow': String(share) } },
          `${version} · ${share} %`,
        ),
      ),
    ),
    h(
      'ul',
      { class: 'pods', 'aria-label': `Pods of ${name}` },
      ...pods.map((pod) =>
        h(
          'li',
          {
            key: pod.name,
            class: `${colors(pod.version)}${pod.isReady ? '' : ' starting'}`,
            title: `${pod.name}: ${pod.version}${pod.isReady ? '' : ', starting'}`,
          },
          pod.version,
        ),
      ),
    ),
  )
}

const WIDTH = 420
const HEIGHT = 120

/**
 * @param {ChartView} chart
 * @param {(version: string) => string} colors
 */
function renderChart({ name, unit, limit, from, to, lines }, colors) {
  const values = lines.flatMap(({ points }) => points.map(([, value]) => value))
  const top = Math.max(limit * 1.2, ...values)
  const y = (/** @type {number} */ value) => HEIGHT - (value / top) * HEIGHT
  const x = (/** @type {number} */ at) => ((at - from) / (to - from)) * WIDTH
  const draw = (/** @type {LineView} */ { points }) =>
    points.map(([at, value]) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(' ')
  const says = lines
    .map(({ version, points }) => `${version} ${formatNumber(points.at(-1)?.[1] ?? 0, unit)}`)
    .join(', ')
  return h(
    'figure',
    { key: name, class: 'card' },
    h('figcaption', null, h('b', null, name), ' ', h('span', { class: 'meta' }, says)),
    h(
      'svg',
      {
        viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
        role: 'img',
        'aria-label': `${name} of the last three hours: ${says}`,
      },
      h('line', { class: 'limit', x1: 0, x2: WIDTH, y1: y(limit), y2: y(limit) }),
      ...lines.map((line) =>
        h('polyline', { key: line.version, class: colors(line.version), points: draw(line) }),
      ),
    ),
    h(
      'p',
      { class: 'meta axis' },
      h('span', null, timeOfDay(from)),
      h('span', null, `limit ${formatNumber(limit, unit)}`),
      h('span', null, timeOfDay(to)),
    ),
  )
}

/**
 * @param {number} value
 * @param {ChartView['unit']} unit
 */
function formatNumber(value, unit) {
  return unit === 'ratio' ? `${(value * 100).toFixed(1)} %` : `${value.toFixed(2)} s`
}

/** @param {ProductionView['versions']} versions */
function renderVersions(versions) {
  return h(
    'section',
    { class: 'card', 'data-mark': 'versions' },
    h('h2', null, 'Make trouble'),
    h('p', null, 'Break a version, and watch what Release Captain does about it.'),
    ...versions.map(({ version, isBroken }) =>
      h(
        'p',
        { key: version, class: 'buttons' },
        h('b', null, version),
        isBroken ? h('span', { class: 'outcome failed' }, 'every eighth request fails') : null,
        isBroken
          ? renderButton(`Repair ${version}`, () => act('repair-version', { version }))
          : renderButton(`Break ${version}`, () => act('break-version', { version })),
      ),
    ),
  )
}

const OUTSIDE = /** @type {const} */ ({
  'status-page': ['Status page', 'What everyone can look up. Nothing was announced yet.'],
  mailbox: ['Mailbox', 'What enterprise customers get by mail. Nothing came yet.'],
  forum: ['Forum', 'What the community reads. Nothing was posted yet.'],
})

/**
 * What people outside read.
 *
 * @param {keyof typeof OUTSIDE} where
 * @param {readonly OutsideText[]} texts
 */
export function renderOutsideView(where, texts) {
  const [name, none] = OUTSIDE[where]
  return h(
    'div',
    { class: 'sheet outside' },
    title(name),
    texts.length === 0 ? h('p', { class: 'empty' }, none) : null,
    ...texts.map(({ id, title: says, text, about, at, isBad }, index) =>
      h(
        'article',
        { key: id, class: `card${isBad ? ' bad' : ''}`, 'data-mark': index === 0 ? 'newest' : undefined },
        h('h2', null, says),
        h('p', { class: 'meta' }, [about, formatWhen(at)].filter(Boolean).join(' · ')),
        h('p', { class: 'plain-text' }, text),
      ),
    ),
  )
}
