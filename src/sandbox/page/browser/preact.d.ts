/** The page gets `preact.js` from npm's package, which its server serves under this name. */
export { Fragment, h, render } from 'preact'
