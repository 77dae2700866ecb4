import nock from 'nock'
import { afterEach, beforeEach } from 'vitest'

/** No call but those that a test expects, and each of these is made. */
export function expectCalls(): void {
  beforeEach(() => nock.disableNetConnect())
  afterEach(() => {
    const left = nock.pendingMocks()
    nock.cleanAll()
    nock.enableNetConnect()
    if (left.length > 0) throw new Error(`Nobody called ${left.join(', ')}`)
  })
}
