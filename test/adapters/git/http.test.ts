import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openGit } from '../../../src/adapters/git/open.ts'
import { refusal } from '../../git/repositories.ts'
import { openWorld } from '../../sandbox/world.ts'
import { NOTHING_LEARNT, NOW, openRemote } from './remote.ts'

/** The product on a GitHub that speaks HTTP, and the App's token for it. */
async function onGitHub() {
  const sandbox = await openWorld()
  const product = openRemote()
  const first = product.merges('fix: crash one (#2)')
  product.merges('fix: crash two (#3)')
  await sandbox.github.repository('product', { from: product.clone })
  const wish = { installation_id: sandbox.github.app().installationId }
  const { data } = await sandbox.appOctokit.rest.apps.createInstallationAccessToken(wish)
  const at = {
    url: `${sandbox.github.url.replace('//', `//x-access-token:${data.token}@`)}/godel/product.git`,
  }
  const { captain } = product
  const { pin: policy } = await captain.readGround(at)
  const { planned: plan } = await captain.plan({
    at,
    version: 'v2.0.1',
    main: null,
    policy,
    selection: { kind: 'by-criteria', take: [], leave: [] },
    now: NOW,
    origins: null,
    learn: async () => NOTHING_LEARNT,
  })
  const asking = { at, version: 'v2.0.1', policy, plan, branch: 'release/v2.0.1', onto: [], origins: null }
  const branchAt = async () => {
    const where = { owner: 'godel', repo: 'product', branch: asking.branch }
    return (await sandbox.octokit.rest.repos.getBranch(where)).data.commit.sha
  }
  return { sandbox, product, captain, asking, token: data.token, first, branchAt }
}

describe('a remote over HTTP', () => {
  it('is planned and built on, and the token is in no file of ours', async () => {
    const { product, captain, asking, token, branchAt } = await onGitHub()
    using _ = product
    const { head } = await captain.build(asking)
    expect(asking.plan.picks.map(({ candidate }) => candidate)).toEqual(['#2', '#3'])
    expect(await branchAt()).toBe(head)
    const found = spawnSync('grep', ['-rlF', token, join(product.folder, 'cache')])
    expect(found.stdout.toString()).toBe('')
  })

  it('that loses the answer to a push has the branch all the same, once', async () => {
    const { sandbox, product, captain, asking, branchAt } = await onGitHub()
    using _ = product
    sandbox.github.faults.add('git/receive-pack', { kind: 'reply-lost' })
    const { head } = await captain.build(asking)
    expect(await branchAt()).toBe(head)
    expect(await captain.build(asking)).toMatchObject({ head })
  })

  it('on which someone else is quicker keeps what they pushed', async () => {
    const { sandbox, product, captain, asking, first, branchAt } = await onGitHub()
    using _ = product
    const where = { owner: 'godel', repo: 'product' }
    const by = () =>
      sandbox.octokit.rest.git.createRef({ ...where, ref: `refs/heads/${asking.branch}`, sha: first })
    sandbox.github.faults.add('git/receive-pack', { kind: 'overtaken', by })
    expect(await refusal(captain.build(asking))).toContain("which Release Captain didn't push")
    expect(await branchAt()).toBe(first)
  })

  it.each([
    ['is out of order', { kind: 'broken', status: 502 }],
    ['is asked too often', { kind: 'secondary-limit', retryAfterSeconds: 60 }],
    ['does not know the token any more', { kind: 'expired' }],
  ] as const)('that %s is a fault that passes, where work is tried again', async (_, trouble) => {
    const { sandbox, product, asking } = await onGitHub()
    using _product = product
    const unknown: string[] = []
    const onUnauthenticated = (url: string) => void unknown.push(url)
    const git = openGit({ cacheDir: join(product.folder, 'app'), signing: null, onUnauthenticated })
    sandbox.github.faults.add('git/upload-pack', trouble)
    await expect(git.readGround(asking.at)).rejects.toMatchObject({ name: 'Error' })
    expect(unknown).toEqual(trouble.kind === 'expired' ? [asking.at.url] : [])
  })

  it('that does not take the token is told without it', async () => {
    const { sandbox, product, captain, asking, token } = await onGitHub()
    using _ = product
    sandbox.github.faults.add('git/upload-pack', { kind: 'expired' })
    const said = await refusal(captain.readGround(asking.at))
    expect(said).toContain("it doesn't accept the credentials")
    expect(said).not.toContain(token)
  })
})
