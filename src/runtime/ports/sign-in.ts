import type { Person } from '../../release/lifecycle/who.ts'

/**
 * GitHub's web flow, by which somebody proves who they are there
 * (https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-user-access-token-for-a-github-app).
 */
export interface SignIn {
  /** GitHub's page. `state` comes back with the browser; `challenge` is S256 of the verifier (RFC 7636, 4.2). */
  page(asking: { readonly state: string; readonly challenge: string }): string
  /**
   * Who came back with a code. The token that it stands for is asked once, revoked and forgotten.
   *
   * @throws {Refused} where the code is not, or no longer, good, and where it is no person's
   */
  fetchUser(proof: { readonly code: string; readonly verifier: string }): Promise<Person>
}
