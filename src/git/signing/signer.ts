/** One key, ready to sign. */
export interface Signer {
  /** How the key is named to people: `SSH key SHA256:…`. */
  readonly name: string
  /**
   * A detached, armoured signature.
   *
   * @throws {Refused} when the key cannot be used without asking a person
   */
  readonly sign: (payload: string | Uint8Array) => Promise<string>
  /**
   * Checks a signature against this very key. A good signature of another key is a bad one.
   *
   * @throws {Error} with what the program said
   */
  readonly verify: (payload: string | Uint8Array, signature: string) => Promise<void>
}
