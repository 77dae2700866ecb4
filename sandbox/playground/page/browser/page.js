import { listen, viewLook } from './ask.js'
import { renderFrame, tickClock } from './frame.js'
import { h, render } from './preact.js'
import { getNow, onChange, set, viewCheck } from './store.js'
import { followTour } from './tour.js'

const root = document.getElementById('page')
if (!root) throw new Error('the page has no place to draw in')

let isDrawing = false

function draw() {
  isDrawing = false
  if (root) render(h(renderFrame, getNow()), root)
  followTour(getNow())
}

// Of many changes at once, one drawing.
onChange(() => {
  if (isDrawing) return
  isDrawing = true
  requestAnimationFrame(draw)
})

addEventListener('hashchange', () => {
  set({ at: viewCheck(location.hash), form: null })
  void viewLook()
  document.getElementById('view')?.scrollTo(0, 0)
  // Whoever listens to the page hears the new view, not the old place in it.
  requestAnimationFrame(() => document.querySelector('h1')?.focus({ preventScroll: true }))
})

root.replaceChildren()
listen()
void viewLook()
setInterval(tickClock, 200)
