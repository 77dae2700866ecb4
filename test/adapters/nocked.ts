import nock from 'nock'
import { afterAll, afterEach, beforeEach, expect } from 'vitest'

/**
 * Answers the calls of a file's tests by nock: nothing leaves this machine, and a call that a test announced and nobody made
 * fails it. For what one call does with one answer; never for time-outs.
 */
export function answerCalls(): void {
  beforeEach(() => {
    nock.disableNetConnect()
  })
  afterEach(() => {
    const left = nock.pendingMocks()
    nock.cleanAll()
    expect(left).toEqual([])
  })
  afterAll(() => {
    nock.enableNetConnect()
    nock.restore()
  })
}
