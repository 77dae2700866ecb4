/** @import { Pointed, TourView } from '../../wire/wire.ts' */
/** @import { State } from './store.js' */
import { act } from './ask.js'
import { renderButton } from './parts.js'
import { h } from './preact.js'
import { getNow, set } from './store.js'

const ENDED = /** @type {const} */ ({
  playing: '',
  done: 'That was the tour',
  stopped: 'The tour was stopped',
  'gave-up': 'The tour timed out',
})

/** Ends of tours that whoever watches has put away. */
let putAway = ''

/** @param {TourView | null} tour */
export function renderTourCard(tour) {
  if (!tour || (tour.state !== 'playing' && putAway === nameOf(tour))) return null
  const { name, state, step, of, section, title, says, waitsFor } = tour
  const isPlaying = state === 'playing'
  return h(
    'section',
    { class: `tour ${state}`, 'aria-label': 'Guided tour' },
    h('progress', {
      max: of,
      value: state === 'done' ? of : step - (isPlaying ? 0.5 : 0),
      'aria-label': `Step ${step} of ${of}`,
    }),
    h(
      'div',
      { class: 'caption', role: 'status', 'aria-live': 'polite' },
      h(
        'p',
        { class: 'over' },
        h('span', { class: 'section' }, section),
        h('span', { class: 'meta' }, `step ${step} of ${of}`),
      ),
      h('h2', null, isPlaying ? title : ENDED[state]),
      h('p', null, says),
      waitsFor ? h('p', { class: 'waits' }, `Waits for ${waitsFor}`) : null,
    ),
    h(
      'p',
      { class: 'buttons' },
      isPlaying ? renderButton('Stop', () => act('stop-tour', {})) : null,
      isPlaying
        ? null
        : renderButton(
            'Play it again',
            () => act(name === 'embargo' ? 'start-embargo-tour' : 'start-tour', {}),
            { class: 'primary' },
          ),
      isPlaying
        ? null
        : renderButton('Put away', () => {
            putAway = nameOf(tour)
            set({})
          }),
    ),
  )
}

/** @param {TourView} tour */
function nameOf({ state, step, says }) {
  return `${state} ${step} ${says}`
}

const CALM = matchMedia('(prefers-reduced-motion: reduce)')

/** Where the tour pointed last; whoever looks elsewhere meanwhile is left alone until it points again. */
let pointed = ''
/** @type {Element | null} */
let marked = null

/**
 * Goes where the tour points, and marks what it means.
 *
 * @param {State} state
 */
export function followTour({ look, at, shown }) {
  const tour = look?.overview.tour
  const isPlaying = tour?.state === 'playing'
  const to = isPlaying ? tour.look : null
  const name = to && tour ? `${tour.step} ${to.view} ${to.mark}` : ''
  const isNew = name !== pointed
  const view = to?.view ?? shown
  if (to && isNew && at !== view) location.hash = `#${view}`
  const isThere = shown === view && !(to && isNew && turnsTo(to))
  if (isThere) mark(to?.mark ?? null, { scrolls: isNew })
  if (isThere) pointed = name
}

/**
 * Turns to the side that is pointed to; says whether there was anything to turn.
 *
 * @param {Pointed} to
 */
function turnsTo({ chat }) {
  const wanted = sideOf(chat)
  const state = getNow()
  const differs = Object.entries(wanted).some(([key, value]) => Reflect.get(state, key) !== value)
  if (differs) set(wanted)
  return differs
}

/**
 * @param {Pointed['chat']} chat
 * @returns {Partial<State>}
 */
function sideOf(chat) {
  if (chat === null) return { front: 'github' }
  if (chat === 'discord') return { front: 'discord', beside: 'discord', announced: 'announcements' }
  return { front: 'slack', beside: 'slack', channel: chat.channel, thread: chat.thread }
}

/**
 * @param {string | null} name
 * @param {{ scrolls: boolean }} how
 */
function mark(name, { scrolls }) {
  const place = name === null ? null : document.querySelector(`[data-mark="${name}"]`)
  if (marked !== place) marked?.classList.remove('marked')
  marked = place
  place?.classList.add('marked')
  if (!place || !(scrolls || name === 'timeline-end')) return
  // Of what is taller than what one sees, the beginning.
  const isTall = place.getBoundingClientRect().height > innerHeight / 2
  place.scrollIntoView({
    block: isTall ? 'start' : 'center',
    behavior: CALM.matches ? 'instant' : 'smooth',
  })
}
