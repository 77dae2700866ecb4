import { describe, expect, it } from 'vitest'
import { createLaneShares, createOutsidersLane } from '../../../../src/runtime/jobs/limits/lane-shares.ts'

describe('whose work a lane is', () => {
  it('is its installation’s, once a delivery told which that is', () => {
    const shares = createLaneShares()
    expect(shares.shareOf('77:v2.0.1').owner).toBe('77')
    shares.learn({ installation: { id: 5 }, repository: { id: 77 } })
    const lanes = ['77:v2.0.1', '77:#12', 'repository:77', 'slack:77:v2.0.1:presses', '77:candidates']
    expect(new Set(lanes.map((lane) => shares.shareOf(lane).owner))).toEqual(new Set(['installation 5']))
    expect(shares.shareOf('78:v1.0.0').owner).toBe('78')
  })

  it('waits for everyone else’s where people without a role want it', () => {
    const { shareOf } = createLaneShares()
    expect(shareOf(createOutsidersLane(77))).toMatchObject({ part: '77', isLow: true })
    expect(shareOf('77:v2.0.1').isLow).toBe(false)
  })
})
