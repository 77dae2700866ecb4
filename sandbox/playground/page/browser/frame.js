/** @import { Overview, PageView } from '../../wire/wire.ts' */
/** @import { State } from './store.js' */
import { act, viewLook } from './ask.js'
import { renderChats, renderFronts } from './chats.js'
import { count, formatDay, timeOfDay } from './format.js'
import { renderMain } from './main.js'
import { Fragment, h } from './preact.js'
import { become, getNow } from './store.js'
import { renderTourCard } from './tour.js'

/** @param {State} state */
export function renderFrame(state) {
  const { look: seen, online, notice } = state
  if (!seen) return h('p', { class: 'opening' }, online ? 'Loading …' : 'The sandbox does not answer.')
  const { overview } = seen
  return h(
    Fragment,
    null,
    h('a', { class: 'skip', href: '#view' }, 'To what is shown'),
    renderHeader(overview, state),
    h(
      'div',
      {
        class: `house${overview.chats ? ' with-chats' : ''}`,
        'data-front': state.front,
        'data-beside': state.beside,
        'aria-busy': state.asking > 0,
      },
      overview.chats ? renderFronts(state) : null,
      renderNavigation(overview, sectionOf(state.shown, seen.view)),
      h('main', { id: 'view', tabindex: -1, 'data-view': state.shown }, renderMain(state, seen)),
      overview.chats ? renderChats(overview.chats, state) : null,
    ),
    renderTourCard(overview.tour),
    online
      ? null
      : h('p', { class: 'offline', role: 'alert' }, "The sandbox doesn't answer. Waiting for it …"),
    h(
      'div',
      { class: 'notices', role: 'status', 'aria-live': 'polite' },
      notice
        ? h('p', { key: notice.id, class: notice.isTrouble ? 'notice trouble' : 'notice' }, notice.text)
        : null,
    ),
  )
}

/**
 * @param {Overview} overview
 * @param {State} state
 */
function renderHeader({ repository, app, clock, people, tour }, { me }) {
  const isPlaying = tour?.state === 'playing'
  return h(
    'header',
    { class: 'top' },
    h(
      'a',
      { class: 'brand', href: '#/' },
      h('img', { src: '/mark.svg', alt: '', width: 30, height: 30 }),
      h('span', null, h('b', null, 'Release Captain'), h('small', null, `sandbox · ${repository.name}`)),
    ),
    h(
      'p',
      { class: `app ${app.state}`, title: 'The App that plays along' },
      h('span', { class: 'dot', 'aria-hidden': true }),
      app.says,
    ),
    app.page === undefined ? null : h('a', { class: 'app-page', href: app.page }, 'Release pages'),
    h('span', { class: 'gap' }),
    renderWorldClock(clock),
    renderActors(people, me),
    h(
      'button',
      {
        class: 'primary',
        type: 'button',
        onClick: () => act(isPlaying ? 'stop-tour' : 'start-tour', {}),
      },
      isPlaying ? 'Stop the tour' : 'Play the tour',
    ),
  )
}

const SPEEDS = /** @type {const} */ ([
  [0, '❚❚', 'Stop the clock'],
  [1, '1×', 'As fast as outside'],
  [60, '60×', 'An hour in a minute'],
  [600, '600×', 'An hour in six seconds'],
])

/** @param {Overview['clock']} clock */
function renderWorldClock({ now: at, speed }) {
  return h(
    'div',
    { class: 'clock', role: 'group', 'aria-label': 'The world’s clock' },
    h(
      'p',
      { class: 'time', title: 'The time of the sandbox, UTC' },
      h('b', { 'data-clock': '' }),
      h('small', null, formatDay(at)),
    ),
    h(
      'div',
      { class: 'choices' },
      ...SPEEDS.map(([value, says, means]) =>
        h(
          'button',
          {
            type: 'button',
            title: means,
            'aria-label': `${says} ${means}`,
            'aria-pressed': speed === value,
            onClick: () => act('speed', { speed: value }),
          },
          says,
        ),
      ),
      h(
        'button',
        {
          type: 'button',
          title: 'One hour on',
          'aria-label': '+1h One hour on',
          onClick: () => act('jump', { hours: 1 }),
        },
        '+1h',
      ),
    ),
  )
}

/** Where the world's clock stood when the server spoke last, and when that was. */
let heard = { beat: -1, world: 0, outside: 0 }

/** Moves the clock on between two looks. */
export function tickClock() {
  const { look } = getNow()
  const place = document.querySelector('[data-clock]')
  if (!look || !place) return
  const { now: world, speed } = look.overview.clock
  if (heard.world !== world) heard = { beat: look.beat, world, outside: performance.now() }
  const text = timeOfDay(world + (performance.now() - heard.outside) * speed)
  if (place.textContent !== text) place.textContent = text
}

/**
 * @param {Overview['people']} people
 * @param {string} me
 */
function renderActors(people, me) {
  const self = people.find(({ login }) => login === me)
  return h(
    'label',
    { class: 'actor', title: self?.about },
    h('span', null, 'You are'),
    h(
      'select',
      {
        id: 'me',
        value: me,
        onChange: (/** @type {Event} */ event) => {
          if (event.target instanceof HTMLSelectElement) become(event.target.value)
          // Everyone has a Slack of their own.
          void viewLook()
        },
      },
      ...people.map(({ login, role }) =>
        h('option', { value: login, selected: login === me }, `${login} · ${role}`),
      ),
    ),
  )
}

/**
 * The section that a view belongs to: a pull request has the address of an issue.
 *
 * @param {string} at
 * @param {PageView} view
 */
function sectionOf(at, view) {
  const [, section = ''] = at.split('/')
  if (section === 'commits') return 'history'
  return section === 'issues' && view.kind === 'issue' && view.isPull ? 'pulls' : section
}

/**
 * @param {Overview} overview
 * @param {string} section
 */
function renderNavigation({ issues, runs, releases, deliveries, faults, production, embargo }, section) {
  const open = (/** @type {boolean} */ isPull) =>
    issues.filter((one) => one.isPull === isPull && (one.state === 'open' || one.state === 'draft')).length
  const running = runs.filter(({ status }) => status !== 'completed').length
  const failed = deliveries.filter(({ statusCode }) => statusCode < 200 || statusCode > 299).length
  const link = (
    /** @type {string} */ view,
    /** @type {string} */ text,
    /** @type {string | number | null} */ badge = null,
  ) =>
    h(
      'a',
      { href: `#/${view}`, 'aria-current': section === view ? 'page' : undefined },
      text,
      badge ? h('span', { class: 'badge' }, badge) : null,
    )
  return h(
    'nav',
    { class: 'sections', 'aria-label': 'Sections' },
    link('', 'Start'),
    h('h2', null, 'GitHub'),
    link('pulls', 'Pull requests', open(true)),
    link('issues', 'Issues', open(false)),
    link('history', 'History'),
    link('files', 'Files'),
    link('releases', 'Releases', releases.length),
    link('runs', 'Runs', running > 0 ? `${running} running` : null),
    ...(production
      ? [
          h('h2', null, 'Outside'),
          link(
            'production',
            'Production',
            production.versions.some(({ isBroken }) => isBroken) ? 'broken' : null,
          ),
          link('status-page', 'Status page', production.statusPage.length),
          link('mailbox', 'Mailbox', production.mails.length),
          link('forum', 'Forum', production.forum.length),
        ]
      : []),
    ...(embargo
      ? [h('h2', null, 'Security team'), link('embargo', 'Embargo', embargo.outsider.found.length || null)]
      : []),
    h('h2', null, 'Behind it'),
    link('deliveries', 'Deliveries', failed > 0 ? count(failed, 'failure') : deliveries.length),
    link('faults', 'Faults', faults.length > 0 ? `${faults.length} on` : null),
  )
}
