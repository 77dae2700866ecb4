import type { Registries } from '../../runtime/ports/registries.ts'
import { type AskingOptions, createAsk } from './ask-registry.ts'
import { fetchImageDigest } from './image.ts'
import { fetchNpmDigest } from './npm.ts'
import { fetchPageDigest } from './page.ts'

interface RegistriesOptions extends AskingOptions {
  /** `https://registry.npmjs.org`, or one that answers like it. */
  readonly npm: string
}

/** Where packages of npm are unless somebody runs a registry of their own. */
export const NPM = 'https://registry.npmjs.org'

/** Registries on the open internet, asked without an account. */
export function openRegistries(options: RegistriesOptions): Registries {
  const ask = createAsk(options)
  return {
    fetchNpmDigest: (name, version) => fetchNpmDigest(ask, { registry: options.npm, name, version }),
    fetchImageDigest: (reference) => fetchImageDigest(ask, reference, options),
    page: (url) => fetchPageDigest(ask, url),
  }
}
