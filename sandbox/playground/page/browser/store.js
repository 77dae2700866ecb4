/** @import { PageData } from '../../wire/wire.ts' */

/**
 * @typedef {object} Notice
 * @property {number} id
 * @property {string} text
 * @property {boolean} isTrouble
 */

/**
 * What the page knows. Everything on it is drawn from this.
 *
 * @typedef {object} State
 * @property {PageData | null} look what the server said last
 * @property {string} at the view that is asked for, `/issues/12`
 * @property {string} shown the view that is shown until then
 * @property {string} me the login of who acts
 * @property {boolean} online whether the server answers
 * @property {number} asking how many deeds are under way
 * @property {Notice | null} notice
 * @property {string | null} form which form is open, `edit-12`
 * @property {'github' | 'slack' | 'discord'} front what is seen where there is room for one
 * @property {'slack' | 'discord'} beside the chat that is seen where there is room for one beside GitHub
 * @property {string} channel of Slack, by its name; `HOME`: the App's home
 * @property {string | null} thread the first message of the thread that is open
 * @property {string} announced the channel of Discord, by its name
 */

/** Slack's names of channels have no capitals. */
export const HOME = 'HOME'

const ME = 'sandbox-me'

/** @type {State} */
let state = {
  look: null,
  at: viewCheck(location.hash),
  shown: viewCheck(location.hash),
  me: localStorage.getItem(ME) ?? 'ada',
  online: true,
  asking: 0,
  notice: null,
  form: null,
  front: 'github',
  beside: 'slack',
  channel: 'releases',
  thread: null,
  announced: 'announcements',
}
/** @type {Set<() => void>} */
const listeners = new Set()

export function getNow() {
  return state
}

/** @param {Partial<State>} change */
export function set(change) {
  state = { ...state, ...change }
  for (const listener of listeners) listener()
}

/** @param {() => void} listener */
export function onChange(listener) {
  listeners.add(listener)
}

/** @param {string} login */
export function become(login) {
  localStorage.setItem(ME, login)
  set({ me: login })
}

/**
 * Opens a form, or closes the one that is open.
 *
 * @param {string | null} form
 */
export function openForm(form) {
  set({ form: state.form === form ? null : form })
}

/**
 * @param {string} text
 * @param {{ isTrouble: boolean }} how
 */
export function notify(text, { isTrouble }) {
  const notice = { id: (state.notice?.id ?? 0) + 1, text, isTrouble }
  set({ notice })
  setTimeout(() => {
    if (state.notice?.id === notice.id) set({ notice: null })
  }, 8000)
}

/**
 * The view that a hash names.
 *
 * @param {string} hash
 */
export function viewCheck(hash) {
  return hash.startsWith('#/') ? hash.slice(1) : '/'
}
