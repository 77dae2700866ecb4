/** @import { DeliveryLine, Overview, View } from '../wire.ts' */
import { act } from './ask.js'
import { when } from './format.js'
import { button, title } from './parts.js'
import { h } from './preact.js'

/** @param {Overview} overview */
export function deliveriesView({ deliveries }) {
  return h(
    'div',
    { class: 'sheet wide-sheet' },
    title('Deliveries'),
    h('p', null, 'Webhooks as GitHub sent them to the App, the newest first, and what the App answered.'),
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
            h('tbody', null, ...deliveries.map(row)),
          ),
        )
      : h('p', { class: 'empty' }, 'None so far.'),
  )
}

/** @param {DeliveryLine} delivery */
function row({ id, guid, event, action, at, status, statusCode, redelivery }) {
  return h(
    'tr',
    { key: id },
    h('td', null, when(at)),
    h(
      'td',
      null,
      h('a', { href: `#/deliveries/${id}` }, action ? `${event}.${action}` : event),
      redelivery ? h('span', { class: 'meta' }, ' again') : null,
    ),
    h('td', null, answered(statusCode, status)),
    h('td', null, h('code', null, guid.slice(0, 8))),
    h('td', null, again(id)),
  )
}

/** @param {View} view */
export function deliveryView(view) {
  if (view.kind !== 'delivery') return h('p', { class: 'empty' }, 'It is not there.')
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
      answered(statusCode, status),
      h('span', null, when(at)),
      h('code', null, delivery.guid),
      again(id),
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
function answered(code, status) {
  const isGood = code >= 200 && code < 300
  return h(
    'span',
    { class: `outcome ${isGood ? 'passed' : 'failed'}` },
    h('span', { 'aria-hidden': true, class: 'sign' }, isGood ? '✓' : '✕'),
    isGood ? String(code) : `${code || ''} ${status}`,
  )
}

/** @param {number} delivery */
function again(delivery) {
  return button('Redeliver', () => act('redeliver', { delivery }), { class: 'quiet' })
}
