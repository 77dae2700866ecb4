/** @import { Overview, RunLine, PageView, PersonView, WorkflowLine } from '../../wire/wire.ts' */
import { act } from './ask.js'
import { formatLasted, formatSize, formatWhen, shortenSha } from './format.js'
import { listTitle, renderButton, renderOutcome, renderPerson, title } from './parts.js'
import { h } from './preact.js'

/**
 * @param {Overview} overview
 * @param {PageView} view
 */
export function runsView({ runs, workflows, repository }, view) {
  const chosen = view.kind === 'run' ? view.run.id : 0
  return h(
    'div',
    { class: `split${chosen ? ' has-chosen' : ''}` },
    h(
      'section',
      { class: 'list', 'data-mark': 'list' },
      h('header', null, listTitle('Runs', chosen === 0)),
      runs.length > 0 ? null : h('p', { class: 'empty' }, 'Nothing has run yet.'),
      h('ul', null, ...runs.map((run) => renderLine(run, chosen))),
    ),
    view.kind === 'run' ? renderOne(view) : renderMachines(workflows, repository.defaultBranch),
  )
}

/**
 * @param {RunLine} run
 * @param {number} chosen
 */
function renderLine({ id, workflow, number, attempt, branch, status, conclusion, startedAt }, chosen) {
  return h(
    'li',
    { key: id },
    h(
      'a',
      { class: 'line', href: `#/runs/${id}`, 'aria-current': id === chosen ? 'true' : undefined },
      h(
        'span',
        { class: 'says' },
        renderOutcome(status, conclusion),
        ' ',
        h('b', null, workflow),
        ` #${number}`,
        attempt > 1 ? ` · attempt ${attempt}` : '',
      ),
      h('span', { class: 'meta' }, `${branch} · ${formatWhen(startedAt)}`),
    ),
  )
}

/** @param {Extract<PageView, { kind: 'run' }>} view */
function renderOne({ run, by, artifacts, inputs }) {
  const { id, workflow, number } = run
  return h(
    'article',
    { class: 'issue', key: id, 'data-mark': 'run' },
    h('a', { class: 'back', href: '#/runs' }, '← All runs'),
    title(`${workflow} `, h('span', { class: 'number' }, `#${number}`)),
    renderFacts(run, by),
    renderMachine(run),
    artifacts.length > 0 ? h('h2', null, 'Artifacts') : null,
    h(
      'ul',
      { class: 'plain' },
      ...artifacts.map(({ name, bytes }) =>
        h('li', { key: name }, h('code', null, name), ' ', h('span', { class: 'meta' }, formatSize(bytes))),
      ),
    ),
    inputs.length > 0 ? h('h2', null, 'Inputs') : null,
    h(
      'ul',
      { class: 'plain' },
      ...inputs.map(([name, value]) => h('li', { key: name }, h('code', null, `${name} = ${value}`))),
    ),
  )
}

/**
 * @param {RunLine} run
 * @param {PersonView} by
 */
function renderFacts({ attempt, branch, head, event, status, conclusion, startedAt, endedAt }, by) {
  return h(
    'p',
    { class: 'facts' },
    renderOutcome(status, conclusion),
    h('span', null, `attempt ${attempt}`),
    h(
      'span',
      null,
      'on ',
      h('code', null, branch),
      ' at ',
      h('a', { href: `#/commits/${head}` }, h('code', null, shortenSha(head))),
    ),
    h('span', null, `by ${event.replaceAll('_', ' ')}, `, renderPerson(by)),
    h('span', null, endedAt ? `took ${formatLasted(startedAt, endedAt)}` : `since ${formatWhen(startedAt)}`),
  )
}

/** @param {RunLine} run */
function renderMachine({ id, status }) {
  const ends = (/** @type {string} */ says, /** @type {string} */ how) =>
    renderButton(says, () => act('end-run', { run: id, conclusion: how }))
  const choices =
    status === 'completed'
      ? [renderButton('Run again', () => act('rerun', { run: id }), { class: 'primary' })]
      : [
          ends('Pass', 'success'),
          ends('Fail', 'failure'),
          ends('Cancel', 'cancelled'),
          ends('Time out', 'timed_out'),
        ]
  return h(
    'section',
    { class: 'card' },
    h('h2', null, 'You play the machine'),
    h('p', { class: 'buttons' }, ...choices),
  )
}

const ENDS = /** @type {const} */ ([
  ['success', 'passes'],
  ['failure', 'fails'],
  ['cancelled', 'is cancelled'],
  ['timed_out', 'times out'],
  ['', 'waits for me'],
])

/**
 * @param {readonly WorkflowLine[]} workflows
 * @param {string} main
 */
function renderMachines(workflows, main) {
  return h(
    'div',
    { class: 'issue' },
    h('h2', { class: 'lead' }, 'Workflows'),
    h(
      'p',
      null,
      'Nothing really runs. Each run takes some time in the sandbox, and then ends as you choose here.',
    ),
    ...workflows.map(({ id, name, on, ends }) =>
      h(
        'section',
        { key: id, class: 'card row' },
        h('b', null, name),
        h('span', { class: 'meta' }, on.map((one) => one.replaceAll('_', ' ')).join(', ')),
        h('span', { class: 'gap' }),
        h('span', { class: 'meta', 'aria-hidden': true }, 'Each run'),
        h(
          'select',
          {
            'aria-label': `Each run of ${name}`,
            onChange: (/** @type {Event} */ { target }) => {
              if (target instanceof HTMLSelectElement)
                void act('workflow-ends', { workflow: id, conclusion: target.value || null })
            },
          },
          ...ENDS.map(([value, says]) =>
            h('option', { key: value, value, selected: (ends ?? '') === value }, says),
          ),
        ),
        on.includes('workflow_dispatch')
          ? renderButton('Run on main', () => act('dispatch', { workflow: id, ref: main }))
          : null,
      ),
    ),
  )
}
