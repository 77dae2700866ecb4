import { describe, expect, it } from 'vitest'
import { proposeConfig } from '../../../src/release/onboarding/propose-config.ts'
import type { RepositoryFacts } from '../../../src/release/onboarding/repository-facts.ts'
import { defaultPolicy } from '../../../src/release/policy.ts'

const NOTHING: RepositoryFacts = {
  product: 'Godel',
  main: 'main',
  tagPattern: 'v{version}',
  tags: 0,
  lines: [],
  branches: [],
  paths: [],
  workflows: [],
  texts: [],
  trail: null,
  hasConfig: false,
}

const LINE = { lastTag: 'v2.0.1', releasedAt: 0, releases: 2, isFromMain: false }

function propose(facts: Partial<RepositoryFacts>) {
  const policy = defaultPolicy
  const proposal = proposeConfig({
    facts: { ...NOTHING, ...facts },
    policy,
    learned: { policy, settings: [] },
    releases: 0,
    versionFiles: null,
  })
  return {
    ...proposal,
    settings: Object.fromEntries(proposal.settings.map(({ path, value }) => [path.join('.'), value])),
  }
}

describe('what is proposed for a repository', () => {
  it('waits for nothing where no workflow tests or builds, and says what is missing', () => {
    const { settings, missing } = propose({})
    expect(settings).toEqual({ tests: [], 'build.artifacts': [] })
    expect(missing.map(({ kind }) => kind)).toEqual([
      'no-release-yet',
      'tests',
      'release-workflow',
      'owners',
      'labels',
      'security-policy',
    ])
  })

  it('names the branches of lines where all are named alike', () => {
    const lines = [
      { ...LINE, name: '8.1', branch: '8-1-stable' },
      { ...LINE, name: '8.0', branch: '8-0-stable' },
    ]
    expect(propose({ lines }).settings).toMatchObject({ 'line.branch': '{major}-{minor}-stable' })
  })

  it('has releases start from main where the newest line is tagged there', () => {
    const lines = [
      { ...LINE, name: '8.2', branch: null, isFromMain: true },
      { ...LINE, name: '8.1', branch: 'v8.1' },
    ]
    expect(propose({ lines }).settings).toMatchObject({ 'line.newestFromMain': true })
  })

  it('waits for the workflows that test, and builds by the one that runs on tags', () => {
    const step = { uses: 'actions/upload-artifact@v4', with: { name: 'godel.tgz' } }
    const workflows = [
      { file: 'ci.yml', content: { name: 'CI', on: { push: { branches: ['**'] } }, jobs: { unit: {} } } },
      { file: 'docs.yml', content: { name: 'Test the docs', on: 'push', jobs: { docs: {} } } },
      {
        file: 'publish.yml',
        content: { name: 'Publish', on: { push: { tags: ['v*'] } }, jobs: { build: { steps: [step] } } },
      },
    ]
    const { settings, missing } = propose({ workflows })
    expect(settings).toMatchObject({
      tests: [{ id: 'ci', workflow: 'ci.yml' }],
      'build.workflow': 'publish.yml',
      'build.artifacts': [{ id: 'godel-tgz', from: { kind: 'workflow', name: 'godel.tgz' } }],
    })
    expect(missing.map(({ kind }) => kind)).not.toContain('tests-off-release-branch')
  })

  it('builds by the workflow that the tags of releases start, and not by another', () => {
    const on = (tags: string[]) => ({ name: 'Release', on: { push: { tags } }, jobs: { build: {} } })
    const workflows = [
      { file: 'api-release.yml', content: on(['api/v*']) },
      { file: 'old-release.yml', content: on(['v*', '!v2.*']) },
      { file: 'release.yml', content: on(['v[0-9]+.[0-9]+.[0-9]+']) },
    ]
    const lines = [{ ...LINE, name: '2.0', branch: null }]
    expect(propose({ lines, workflows }).settings).toMatchObject({ 'build.workflow': 'release.yml' })
  })

  it('says which tests never run on a release branch', () => {
    const content = { name: 'CI', on: { push: { branches: ['main'] }, pull_request: {} }, jobs: { unit: {} } }
    expect(propose({ workflows: [{ file: 'ci.yml', content }] }).missing).toContainEqual({
      kind: 'tests-off-release-branch',
      file: 'ci.yml',
      branch: 'release/v2.0.1',
    })
  })

  it('takes the owners of everything from CODEOWNERS, and the labels that name a line', () => {
    const texts = [
      { path: '.github/CODEOWNERS', text: '* @godel/core @ada\ndocs/ @godel/docs\n' },
      { path: '.github/workflows/cherry-pick.yml', text: "if: contains(labels, 'cherry-pick/3.5')" },
    ]
    const lines = [{ ...LINE, name: '3.5', branch: null }]
    const { settings, findings } = propose({ texts, lines })
    expect(settings).toMatchObject({
      'roles.approver.teams': ['godel/core'],
      'line.labels': ['cherry-pick/{line}'],
    })
    expect(findings).toContainEqual({ kind: 'owners', found: ['@godel/core', '@ada'] })
  })

  it('keeps clear of a branch that would be in the way of the release branches', () => {
    expect(propose({ branches: ['main', 'release'] }).settings).toMatchObject({
      releaseBranch: 'patch/v{version}',
    })
  })
})
