/**
 * Where artifacts are that GitHub does not keep (§3.2). Each answer is the digest of what is there, as `sha256:…` or as
 * the place itself says it; null where nothing is.
 */
export interface Registries {
  /** A version of a package on npm. @throws {Refused} where it cannot be looked at without a login */
  fetchNpmDigest(name: string, version: string): Promise<string | null>
  /**
   * `ghcr.io/godel/api:2.0.1`, with the login that the administrator set up for a repository (`godel/api`), if any.
   *
   * @throws {Refused} where it cannot be looked at without a login
   */
  fetchImageDigest(reference: string, repository: string): Promise<string | null>
  /** @throws {Refused} for a URL that is not https, or that leads into a private network (threat A14) */
  page(url: string): Promise<string | null>
}
