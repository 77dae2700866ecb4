import type { Registries } from '../../runtime/ports/registries.ts'
import { type AskingOptions, createAsk } from './ask-registry.ts'
import { fetchImageDigest } from './image.ts'
import { fetchNpmDigest } from './npm.ts'
import { fetchPageDigest } from './page.ts'

/** Who may look at the images of a host, for some repositories. */
export interface RegistryLogin {
  /** As images name it: `ghcr.io`. */
  readonly host: string
  readonly repositories: readonly string[]
  readonly username: string
  readonly password: string
}

interface RegistriesOptions extends AskingOptions {
  readonly logins?: readonly RegistryLogin[]
  /** `https://registry.npmjs.org`, or one that answers like it. */
  readonly npm: string
}

/** Where packages of npm are unless somebody runs a registry of their own. */
export const NPM = 'https://registry.npmjs.org'

/** Registries on the open internet, asked without an account unless the administrator set one up. */
export function openRegistries(options: RegistriesOptions): Registries {
  const ask = createAsk(options)
  return {
    fetchNpmDigest: (name, version) => fetchNpmDigest(ask, { registry: options.npm, name, version }),
    fetchImageDigest: (reference, repository) =>
      fetchImageDigest(ask, reference, {
        loopback: options.loopback,
        findLogin: (host) => findLogin(options.logins ?? [], host, repository),
      }),
    page: (url) => fetchPageDigest(ask, url),
  }
}

/** GitHub's names are the same in small and large letters. */
function findLogin(logins: readonly RegistryLogin[], host: string, repository: string): RegistryLogin | null {
  const wanted = repository.toLowerCase()
  const isFor = (one: RegistryLogin) => one.repositories.some((name) => name.toLowerCase() === wanted)
  return logins.find((one) => one.host === host && isFor(one)) ?? null
}
