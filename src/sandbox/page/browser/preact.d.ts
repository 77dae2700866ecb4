/** The page gets `preact.js` from npm's package, which its server serves under this name. */
export { type ComponentChild, type ComponentChildren, Fragment, h, render, type VNode } from 'preact'
