/** A medium does not take a message as it is. It would not tomorrow either, and must not keep others from being said. */
export class Unfit extends Error {
  /** @param said the medium's words */
  constructor(said: string, cause?: Error) {
    super(said, { cause })
    this.name = 'Unfit'
  }
}
