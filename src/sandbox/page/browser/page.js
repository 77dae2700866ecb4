import { listen, look } from './ask.js'
import { frame, tickClock } from './frame.js'
import { h, render } from './preact.js'
import { now, onChange, set, viewOf } from './store.js'
import { followTour } from './tour.js'

const root = document.getElementById('page')
if (!root) throw new Error('the page has no place to draw in')

let isDrawing = false

function draw() {
  isDrawing = false
  if (root) render(h(frame, now()), root)
  followTour(now())
}

// Of many changes at once, one drawing.
onChange(() => {
  if (isDrawing) return
  isDrawing = true
  requestAnimationFrame(draw)
})

addEventListener('hashchange', () => {
  set({ at: viewOf(location.hash), form: null })
  void look()
  document.getElementById('view')?.scrollTo(0, 0)
  // Whoever listens to the page hears the new view, not the old place in it.
  requestAnimationFrame(() => document.querySelector('h1')?.focus({ preventScroll: true }))
})

root.replaceChildren()
listen()
void look()
setInterval(tickClock, 200)
