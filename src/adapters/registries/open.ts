import type { Registries } from '../../runtime/ports/registries.ts'
import { type AskingOptions, asking } from './asking.ts'
import { imageDigest } from './image.ts'
import { npmDigest } from './npm.ts'
import { pageDigest } from './page.ts'

export interface RegistriesOptions extends AskingOptions {
  /** `https://registry.npmjs.org`, or one that answers like it. */
  readonly npm: string
}

/** Where packages of npm are unless somebody runs a registry of their own. */
export const NPM = 'https://registry.npmjs.org'

/** Registries on the open internet, asked without an account. */
export function openRegistries(options: RegistriesOptions): Registries {
  const ask = asking(options)
  return {
    npm: (name, version) => npmDigest(ask, { registry: options.npm, name, version }),
    image: (reference) => imageDigest(ask, reference, options),
    page: (url) => pageDigest(ask, url),
  }
}
