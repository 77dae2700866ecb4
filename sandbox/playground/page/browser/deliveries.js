/** @import { DeliveryLine, Overview, PageView } from '../../wire/wire.ts' */
import { act } from './ask.js'
import { formatWhen } from './format.js'
import { renderButton, renderNothing, title } from './parts.js'
import { h } from './preact.js'

/** @param {Overview} overview */
export function renderDeliveriesView({ deliveries }) {
  return h(
    'div',
    { class: 'sheet wide-sheet' },
    title('Deliveries'),
    h('p', null, "Webhooks that GitHub sent to the App, newest first, and the App's answers."),
    deliveries.length > 0
      ? h(
          'div',
          { class: 'wide', tabindex: 0 },
          h(
            'table',
            { class: 'rows' },
            h(
              'thead',
              null,
              h(
                'tr',
                null,
                ...['When', 'Event', 'Answer', 'Id', ''].map((one) => h('th', { scope: 'col' }, one)),
              ),
            ),
            h('tbody', null, ...deliveries.map(renderRow)),
          ),
        )
      : h('p', { class: 'empty' }, 'None so far.'),
  )
}

/** @param {DeliveryLine} delivery */
function renderRow({ id, guid, event, action, at, status, statusCode, redelivery }) {
  return h(
    'tr',
    { key: id },
    h('td', null, formatWhen(at)),
    h(
      'td',
      null,
      h('a', { href: `#/deliveries/${id}` }, action ? `${event}.${action}` : event),
      redelivery ? h('span', { class: 'meta' }, ' again') : null,
    ),
    h('td', null, renderAnswered(statusCode, status)),
    h('td', null, h('code', null, guid.slice(0, 8))),
    h('td', null, renderAgain(id)),
  )
}

/** @param {PageView} view */
export function renderDeliveryView(view) {
  if (view.kind !== 'delivery') return renderNothing('Delivery', "This delivery isn't there.")
  const { delivery, headers, body, answer } = view
  const { id, event, action, at, status, statusCode } = delivery
  return h(
    'article',
    { class: 'sheet wide-sheet', key: id },
    h('a', { class: 'back', href: '#/deliveries' }, '← All deliveries'),
    title(action ? `${event}.${action}` : event),
    h(
      'p',
      { class: 'facts' },
      renderAnswered(statusCode, status),
      h('span', null, formatWhen(at)),
      h('code', null, delivery.guid),
      renderAgain(id),
    ),
    h('h2', null, 'Answer'),
    h('pre', { class: 'message', tabindex: 0 }, answer),
    h('h2', null, 'Headers'),
    h(
      'pre',
      { class: 'message', tabindex: 0 },
      headers.map(([name, value]) => `${name}: ${value}`).join('\n'),
    ),
    h('h2', null, 'Payload'),
    h('pre', { class: 'message', tabindex: 0 }, body),
  )
}

/**
 * @param {number} code
 * @param {string} status
 */
function renderAnswered(code, status) {
  const isGood = code >= 200 && code < 300
  return h(
    'span',
    { class: `outcome ${isGood ? 'passed' : 'failed'}` },
    h('span', { 'aria-hidden': true, class: 'sign' }, isGood ? '✓' : '✕'),
    isGood ? String(code) : `${code || ''} ${status}`,
  )
}

/** @param {number} delivery */
function renderAgain(delivery) {
  return renderButton('Redeliver', () => act('redeliver', { delivery }), { class: 'quiet' })
}
