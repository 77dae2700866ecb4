import { describe, expect, it } from 'vitest'
import { openWorld } from '../world.ts'

describe('a check run', () => {
  it('goes from queued to completed, and completes its suite', async () => {
    const { octokit, where, heard } = await openWorld()
    const given = { ...where, name: 'release-captain', head_sha: 'main', status: 'in_progress' } as const
    const { data } = await octokit.rest.checks.create(given)
    const at = { ...where, check_run_id: data.id }
    const output = { title: 'eligible', summary: 'It would pick cleanly.' }
    await octokit.rest.checks.update({ ...at, conclusion: 'success', output })
    expect((await octokit.rest.checks.get(at)).data).toMatchObject({
      status: 'completed',
      conclusion: 'success',
      output,
    })
    expect(await heard()).toEqual(['check_run.created', 'check_run.completed', 'check_suite.completed'])
    await expect(octokit.rest.checks.update({ ...at, status: 'completed' })).rejects.toMatchObject({
      status: 422,
    })
  })

  it('counts by the newest of its name, unless all are asked for', async () => {
    const { octokit, where } = await openWorld()
    const check = { ...where, name: 'test', head_sha: 'main' }
    await octokit.rest.checks.create({ ...check, conclusion: 'failure' })
    await octokit.rest.checks.create({ ...check, conclusion: 'success' })
    const conclusions = async (filter: 'latest' | 'all') => {
      const { data } = await octokit.rest.checks.listForRef({ ...where, ref: 'main', filter })
      return data.check_runs.map(({ conclusion }) => conclusion)
    }
    expect([await conclusions('latest'), await conclusions('all')]).toEqual([
      ['success'],
      ['failure', 'success'],
    ])
    const { data } = await octokit.rest.checks.listSuitesForRef({ ...where, ref: 'main' })
    expect(data.check_suites.map(({ conclusion }) => conclusion)).toEqual(['success'])
  })

  it('and its suite are asked for again', async () => {
    const { octokit, where, heard } = await openWorld()
    const { data } = await octokit.rest.checks.create({ ...where, name: 'test', head_sha: 'main' })
    await octokit.rest.checks.rerequestRun({ ...where, check_run_id: data.id })
    const suite = { ...where, check_suite_id: data.check_suite?.id ?? 0 }
    expect((await octokit.rest.checks.getSuite(suite)).data.status).toBe('queued')
    await octokit.rest.checks.rerequestSuite(suite)
    expect(await heard()).toEqual(['check_run.created', 'check_run.rerequested', 'check_suite.rerequested'])
  })

  it('is reported by Apps alone', async () => {
    const { as, github, where } = await openWorld()
    const ada = as(github.person('ada').token)
    const made = ada.rest.checks.create({ ...where, name: 'test', head_sha: 'main' })
    await expect(made).rejects.toMatchObject({ status: 403 })
  })
})

describe('a commit status', () => {
  it('counts by the newest of its context, and all of them together', async () => {
    const { octokit, where, heard } = await openWorld()
    const { data: main } = await octokit.rest.repos.getBranch({ ...where, branch: 'main' })
    const set = (context: string, state: 'success' | 'failure' | 'pending') =>
      octokit.rest.repos.createCommitStatus({ ...where, sha: main.commit.sha, context, state })
    const combined = async () =>
      (await octokit.rest.repos.getCombinedStatusForRef({ ...where, ref: 'main' })).data.state
    expect(await combined()).toBe('pending')
    await set('snyk', 'failure')
    await set('audit', 'success')
    expect(await combined()).toBe('failure')
    await set('snyk', 'success')
    expect(await combined()).toBe('success')
    expect((await octokit.rest.repos.listCommitStatusesForRef({ ...where, ref: 'main' })).data).toHaveLength(
      3,
    )
    expect(await heard()).toEqual(['status', 'status', 'status'])
  })
})

describe('a workflow', () => {
  it('runs on a push, and ends as whoever plays says', async () => {
    const { octokit, where, github, heard } = await openWorld()
    const runner = github.runner()
    runner.has({ file: 'test.yml', name: 'test:all', on: ['push'] })
    await github.person('ada').pushes({ branch: 'fix', message: 'fix', files: { a: '1' } })
    const [run] = runner.waiting()
    if (!run) throw new Error('nothing runs')
    await runner.begins(run)
    await runner.ends(run, 'failure')

    const { data } = await octokit.rest.checks.listForRef({ ...where, ref: 'fix' })
    expect(data.check_runs.map(({ name, conclusion, app }) => [name, conclusion, app?.slug])).toEqual([
      ['test:all', 'failure', 'github-actions'],
    ])
    await octokit.rest.actions.reRunWorkflowFailedJobs({ ...where, run_id: run.id })
    expect(runner.waiting().map(({ attempt }) => attempt)).toEqual([2])
    expect((await heard()).filter((name) => name.startsWith('workflow'))).toEqual([
      'workflow_run.requested',
      'workflow_run.in_progress',
      'workflow_run.completed',
      'workflow_run.requested',
    ])
  })

  it('is dispatched on a branch or tag with its inputs, and found by the commit', async () => {
    const { octokit, where, github } = await openWorld()
    const runner = github.runner()
    const workflow = runner.has({
      file: 'build.yml',
      name: 'build',
      on: ['workflow_dispatch'],
      outcome: 'success',
    })
    await github.person('ada').tags('v1', 'main')
    const at = { ...where, workflow_id: 'build.yml' }
    await octokit.rest.actions.createWorkflowDispatch({ ...at, ref: 'v1', inputs: { version: '1' } })
    await expect(octokit.rest.actions.createWorkflowDispatch({ ...at, ref: 'no' })).rejects.toThrow(
      'No ref found for: no',
    )
    const { data } = await octokit.rest.actions.listWorkflowRuns({ ...at, status: 'success' })
    expect(data.workflow_runs.map(({ conclusion, head_branch }) => [conclusion, head_branch])).toEqual([
      ['success', 'v1'],
    ])
    expect((await octokit.rest.actions.listRepoWorkflows(where)).data.workflows.map(({ id }) => id)).toEqual([
      workflow.id,
    ])
    expect((await octokit.rest.actions.getWorkflow(at)).data.path).toBe('.github/workflows/build.yml')
  })

  it('runs on the push of a tag, and leaves its files behind once it succeeds', async () => {
    const { octokit, where, github } = await openWorld()
    const runner = github.runner()
    runner.has({ file: 'release.yml', name: 'release', on: ['tag'], artifacts: ['npm-packages'] })
    const ada = github.person('ada')
    await ada.pushes({ branch: 'fix', message: 'fix', files: { a: '1' } })
    expect(runner.waiting()).toEqual([])
    await ada.tags('v1', 'fix')
    const [run] = runner.waiting()
    if (!run) throw new Error('nothing runs')
    expect([run.event, run.branch]).toEqual(['push', 'v1'])

    const at = { ...where, run_id: run.id }
    const names = async () =>
      (await octokit.rest.actions.listWorkflowRunArtifacts(at)).data.artifacts.map(({ name }) => name)
    expect(await names()).toEqual([])
    await runner.ends(run, 'failure')
    await runner.reruns(run)
    expect(await names()).toEqual([])
    await runner.ends(run, 'success')
    expect(await names()).toEqual(['npm-packages'])
  })

  it('is cancelled and run again', async () => {
    const { octokit, where, github } = await openWorld()
    const runner = github.runner()
    const workflow = runner.has({ file: 'build.yml', name: 'build' })
    await octokit.rest.actions.createWorkflowDispatch({ ...where, workflow_id: workflow.id, ref: 'main' })
    const at = { ...where, run_id: runner.waiting()[0]?.id ?? 0 }
    await octokit.rest.actions.cancelWorkflowRun(at)
    expect((await octokit.rest.actions.getWorkflowRun(at)).data.conclusion).toBe('cancelled')
    runner.answers(workflow, 'success')
    await octokit.rest.actions.reRunWorkflow(at)
    const { data } = await octokit.rest.actions.listJobsForWorkflowRun(at)
    expect(data.jobs.map(({ name, conclusion, run_attempt }) => [name, conclusion, run_attempt])).toEqual([
      ['build', 'success', 2],
    ])
    expect((await octokit.rest.actions.listWorkflowRunsForRepo(where)).data.total_count).toBe(1)
  })
})

describe('a release', () => {
  it('is drafted for insiders, published with its tag, and told', async () => {
    const { octokit, as, where, heard } = await openWorld()
    const { data: draft } = await octokit.rest.repos.createRelease({
      ...where,
      tag_name: 'v1',
      name: 'v1',
      draft: true,
    })
    expect((await as(undefined).rest.repos.listReleases(where)).data).toEqual([])
    expect((await octokit.rest.repos.listReleases(where)).data).toHaveLength(1)
    const at = { ...where, release_id: draft.id }
    await octokit.rest.repos.updateRelease({ ...at, body: 'the notes', draft: false })

    const { data } = await octokit.rest.repos.getReleaseByTag({ ...where, tag: 'v1' })
    expect([data.body, data.draft]).toEqual(['the notes', false])
    expect((await octokit.rest.repos.getLatestRelease(where)).data.id).toBe(draft.id)
    expect((await octokit.rest.git.getRef({ ...where, ref: 'tags/v1' })).data.object.type).toBe('commit')
    const told = ['release.created', 'create', 'push', 'release.published', 'release.released']
    expect(await heard()).toEqual(told)
    const twice = octokit.rest.repos.createRelease({ ...where, tag_name: 'v1' })
    await expect(twice).rejects.toMatchObject({ status: 422 })
  })

  it('carries files, with the digest of each', async () => {
    const { octokit, where } = await openWorld()
    const { data: release } = await octokit.rest.repos.createRelease({ ...where, tag_name: 'v1' })
    const at = { ...where, release_id: release.id }
    const upload = () =>
      octokit.rest.repos.uploadReleaseAsset({ ...at, name: 'sums.txt', data: 'abc', url: release.upload_url })
    const { data: asset } = await upload()
    await expect(upload()).rejects.toMatchObject({ status: 422 })
    expect([asset.size, asset.digest]).toEqual([
      3,
      'sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    ])
    const one = { ...where, asset_id: asset.id }
    expect((await octokit.rest.repos.listReleaseAssets(at)).data.map(({ name }) => name)).toEqual([
      'sums.txt',
    ])
    expect((await octokit.rest.repos.getReleaseAsset(one)).data.name).toBe('sums.txt')
    await octokit.rest.repos.deleteReleaseAsset(one)
    expect((await octokit.rest.repos.getRelease(at)).data.assets).toEqual([])
  })

  it('is changed and deleted', async () => {
    const { octokit, where, heard } = await openWorld()
    const { data } = await octokit.rest.repos.createRelease({
      ...where,
      tag_name: 'v1-rc.1',
      prerelease: true,
    })
    const at = { ...where, release_id: data.id }
    await octokit.rest.repos.updateRelease({ ...at, name: 'first candidate' })
    await octokit.rest.repos.deleteRelease(at)
    await expect(octokit.rest.repos.getLatestRelease(where)).rejects.toMatchObject({ status: 404 })
    expect((await heard()).filter((name) => name.startsWith('release'))).toEqual(
      ['created', 'published', 'prereleased', 'edited', 'deleted'].map((action) => `release.${action}`),
    )
  })
})
