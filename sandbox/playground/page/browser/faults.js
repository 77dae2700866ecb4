/** @import { Overview } from '../../wire/wire.ts' */
import { act } from './ask.js'
import { formatWords } from './format.js'
import { renderField } from './issues.js'
import { renderButton, renderForm, title } from './parts.js'
import { h } from './preact.js'

const FAULTS = /** @type {const} */ ([
  ['500', 'it answers 500, and nothing is done'],
  ['502', 'it answers 502, and nothing is done'],
  ['secondary-limit', 'it asks to retry in 5 seconds'],
  ['expired', 'the token has expired early'],
  ['reply-lost', 'it is done, but the answer is lost'],
  ['lag', 'a read gives the previous answer'],
])

/** The calls that a release makes; any other can be named. */
const CALLS = [
  ...['hook/deliver', 'git/receive-pack', 'git/upload-pack', 'issues/create', 'issues/update'],
  ...['issues/create-comment', 'pulls/create', 'pulls/update', 'checks/create', 'checks/update'],
  ...['repos/create-release', 'repos/update-release', 'repos/get-collaborator-permission-level', 'graphql'],
]

/** @param {Overview} overview */
export function renderFaultsView({ faults }) {
  return h(
    'div',
    { class: 'sheet' },
    title('Faults'),
    h('p', null, 'Make the next calls of one kind fail. The release must still end in the same state.'),
    renderForm(
      { class: 'stack card' },
      async ({ call = '', trouble: fault = '', times = '1' }) =>
        act('add-fault', { call, trouble: fault, times: Number(times) }),
      renderField(
        'When the App calls',
        h('input', { name: 'call', list: 'calls', required: true, defaultValue: 'issues/create-comment' }),
      ),
      h('datalist', { id: 'calls' }, ...CALLS.map((call) => h('option', { value: call }))),
      renderField(
        'this happens',
        h('select', { name: 'trouble' }, ...FAULTS.map(([value, says]) => h('option', { value }, says))),
      ),
      renderField(
        'so many times',
        h('input', { name: 'times', type: 'number', min: 1, max: 100, defaultValue: 1 }),
      ),
      h('p', { class: 'buttons' }, h('button', { class: 'primary' }, 'Make trouble')),
    ),
    h('h2', null, 'Planned'),
    faults.length > 0
      ? h(
          'ul',
          { class: 'plain' },
          ...faults.map(({ call, trouble: fault, left }, at) =>
            h(
              'li',
              { key: at },
              h('code', null, call),
              ` ${formatWords(fault).replaceAll('-', ' ')}, ${left} more`,
            ),
          ),
        )
      : h('p', { class: 'empty' }, 'None.'),
    faults.length > 0 ? renderButton('Clear all', () => act('clear-faults', {})) : null,
  )
}
