import { APP_EVENTS, APP_PERMISSIONS, UNASKED_EVENTS } from '../github-app.ts'

/** The App as somebody installs it from its manifest: no right and no event more than that asks for. */
export const AS_INSTALLED = {
  permissions: Object.fromEntries(APP_PERMISSIONS.map(({ name, access }) => [name, access])),
  events: [...APP_EVENTS, ...UNASKED_EVENTS].map(({ name }) => name),
}
