import { expect, it } from 'vitest'
import { type } from '../world.ts'

it('init shows what was found, what is proposed and why, and what is missing', async () => {
  const { stdout } = await type(['init'])
  expect(stdout).toMatchInlineSnapshot(`
    "What Release Captain found here
      repository  /home/ada/godel
      policy      .github/release-captain.yml on main, 2 values different from the
                  process document

    Found
      tags    v{version}
      owners  none

    Proposed
      line.branch: {line}.x
        Each line has a branch of its own: 1.9.x, 2.0.x. A release starts from its
        head.

    Played over your last 3 patch releases
      now       This policy is close to what you do. Of 12 changes that you released
                from main, 9 (75 %) were on the line or proposed the day before. 5
                of its 6 proposals were released.
      proposed  This policy is close to what you do. Of 12 changes that you released
                from main, 11 (92 %) were on the line or proposed the day before. 5
                of its 6 proposals were released.

    Still missing
      - No workflow builds a release. Add one that runs when a tag is pushed, and
        name it in \`build.workflow\`.

    Wrote .github/release-captain.yml. Nothing else was changed.

    Next:
      See what the config proposes for the next patch:
        release-captain plan --policy /home/ada/godel/.github/release-captain.yml
      Play it over more of your past releases:
        release-captain simulate --policy /home/ada/godel/.github/release-captain.yml
      Commit the config to the default branch: it counts from there
    "
  `)
})

it('simulate shows one table, one verdict, and the settings that come closest', async () => {
  const { stdout } = await type(['simulate'])
  expect(stdout).toMatchInlineSnapshot(`
    "The policy, played over 1 past release
      repository  /home/ada/godel
      policy      .github/release-captain.yml on main, 2 values different from the
                  process document

    release  after   line branch   released  on the line  proposed  of them released  missed
    v1.9.3   v1.9.2  origin/1.9.x  12        4            6         5                 3
    all                            12        4            6         5                 3

    This policy is close to what you do. Of 12 changes that you released from main,
    9 (75 %) were on the line or proposed the day before. 5 of its 6 proposals were
    released.

    You released these, and the policy keeps them out
      v1.9.3  #1247  Comment in the gateway  eligible (refactor)

    Settings that bring it closest
      changeTypes.minor-bug.eligibility: always
        Proposes 2 more of the changes that you released, and 1 more that you didn't
        release.

    Next:
      Have a config proposed that fits:
        release-captain init
      Try a config before it is merged:
        release-captain simulate --policy FILE
    "
  `)
})
