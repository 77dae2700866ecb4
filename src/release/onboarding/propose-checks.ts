import type { ConfigValue, MissingNeed, ProposedSetting } from './proposal.ts'
import { isLetThrough, type WorkflowFacts, type WorkflowStep } from './read-workflows.ts'

/** What was told of the workflows. */
export interface ProposedChecks {
  readonly settings: readonly ProposedSetting[]
  readonly missing: readonly MissingNeed[]
  readonly tests: readonly string[]
  readonly release: string | null
}

const TESTS = /\b(?:tests?|ci|checks?|build|unit|integration|e2e|verify|validate|smoke)\b/i
const NO_TESTS =
  /\b(?:release|publish|deploy|docs?|stale|label|labeler|triage|backport|cherry|nightly|schedule|codeql|scorecards?|benchmarks?|perf|preview|lock|issue|dco|cla|greet|welcome|coverage|fuzz|dependabot|renovate|website|changelog|title|lint pr|semantic|autofix|pr lint)\b/i
const RELEASES = /\b(?:release|publish|deploy|goreleaser|packag(?:e|es|ing)|wheels?|dist)\b/i
const NO_RELEASES =
  /\b(?:draft|drafter|notes|label|check|prepare|pr|docs?|nightly|canary|beta|test|preview|commit|rotation|cut|bump)\b/i
/** More would make a release wait for a corner of the matrix. */
const MOST_TESTS = 4

/** Which workflows test a release and which one builds it, and what of it will never become green. */
export function proposeChecks(workflows: readonly WorkflowFacts[], releaseBranch: string): ProposedChecks {
  const tests = workflows.filter(isTest).toSorted((a, b) => b.checks.length - a.checks.length)
  const chosen = tests.slice(0, MOST_TESTS)
  const release = findRelease(workflows)
  return {
    settings: [...proposeTests(chosen), ...proposeBuild(release)],
    missing: [
      ...(chosen.length === 0 ? [{ kind: 'tests' } as const] : listOffBranch(chosen, releaseBranch)),
      ...missingOfRelease(release),
    ],
    tests: chosen.map(({ file }) => file),
    release: release?.file ?? null,
  }
}

function wordsOf({ file, name }: WorkflowFacts): string {
  return `${file.replace(/\.ya?ml$/, '')} ${name}`.replace(/[_.-]/g, ' ')
}

function isTest(workflow: WorkflowFacts): boolean {
  const words = wordsOf(workflow)
  if (!workflow.onPullRequest && workflow.onPush === null) return false
  return TESTS.test(words) && !NO_TESTS.test(words)
}

function findRelease(workflows: readonly WorkflowFacts[]): WorkflowFacts | null {
  const named = workflows.filter((one) => RELEASES.test(wordsOf(one)) && !NO_RELEASES.test(wordsOf(one)))
  const startsOnTag = ({ onTag, onPush, onPullRequest }: WorkflowFacts) =>
    onTag && onPush === null && !onPullRequest
  return (
    named.find(startsOnTag) ??
    workflows.find((one) => startsOnTag(one) && publishes(one)) ??
    named.find(({ onTag, onRelease }) => onTag || onRelease) ??
    named.find(({ dispatch }) => dispatch?.includes('tag') ?? false) ??
    null
  )
}

const PUBLISHING = /publish|release|upload|push-action|goreleaser|helm push|twine|gem push/i

function publishes({ steps }: WorkflowFacts): boolean {
  return steps.some(({ uses = '', run = '' }) => PUBLISHING.test(`${uses} ${run}`))
}

function proposeTests(tests: readonly WorkflowFacts[]): ProposedSetting[] {
  const value = tests.map(
    (workflow): ConfigValue => ({
      id: toId(workflow.file),
      text: `${workflow.name} is green`.replace(/[^\x20-\x7e]/g, '').trim(),
      command: `gh run list --workflow ${workflow.file} --branch release/v{version}`,
      workflow: workflow.file,
    }),
  )
  const files = tests.map(({ file }) => file)
  const reason =
    files.length > 0 ? ({ kind: 'test-workflows', files } as const) : ({ kind: 'no-test-workflows' } as const)
  return [{ path: ['tests'], value, reason }]
}

function toId(file: string): string {
  const id = file
    .replace(/\.ya?ml$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
  return id.replace(/^-|-$/g, '').slice(0, 60) || 'tests'
}

/** A workflow that neither pull requests nor this branch start never reports there. */
function listOffBranch(tests: readonly WorkflowFacts[], branch: string): MissingNeed[] {
  return tests
    .filter(({ onPush }) => onPush === null || !isLetThrough(onPush, branch))
    .map(({ file }) => ({ kind: 'tests-off-release-branch', file, branch }))
}

function proposeBuild(release: WorkflowFacts | null): ProposedSetting[] {
  if (release === null) return [{ path: ['build', 'artifacts'], value: [], reason: { kind: 'no-artifacts' } }]
  const starts = tellStart(release)
  const artifacts = listArtifacts(release)
  return [
    {
      path: ['build', 'workflow'],
      value: release.file,
      reason: { kind: 'release-workflow', file: release.file, starts },
    },
    ...(starts === 'dispatch'
      ? [
          {
            path: ['build', 'starts'],
            value: 'dispatch',
            reason: { kind: 'release-workflow', file: release.file, starts },
          } as const,
        ]
      : []),
    {
      path: ['build', 'artifacts'],
      value: artifacts,
      reason: artifacts.length > 0 ? { kind: 'artifacts', file: release.file } : { kind: 'no-artifacts' },
    },
  ]
}

function tellStart({ onTag, dispatch }: WorkflowFacts): 'tag' | 'dispatch' | 'release' {
  if (onTag) return 'tag'
  return dispatch?.includes('tag') ? 'dispatch' : 'release'
}

function missingOfRelease(release: WorkflowFacts | null): MissingNeed[] {
  if (release === null) return [{ kind: 'release-workflow' }]
  const starts = release.onTag || (release.dispatch?.includes('tag') ?? false)
  return starts ? [] : [{ kind: 'release-starts-on-release', file: release.file }]
}

/** What the workflow leaves behind under a name that can be told beforehand. */
function listArtifacts({ steps }: WorkflowFacts): ConfigValue[] {
  const found = steps.flatMap((step) => [...listUploads(step), ...listImages(step)])
  const ids = new Set<string>()
  return found.flatMap(({ id, ...rest }): ConfigValue[] => {
    if (ids.has(id)) return []
    ids.add(id)
    return [{ id, ...rest }]
  })
}

interface FoundArtifact {
  readonly id: string
  readonly text: string
  readonly from: ConfigValue
}

function listUploads({ uses = '', with: inputs = {} }: WorkflowStep): FoundArtifact[] {
  const name = inputs['name']
  const isPlain = typeof name === 'string' && /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)
  if (!uses.startsWith('actions/upload-artifact@') || !isPlain) return []
  return [{ id: toId(name), text: name, from: { kind: 'workflow', name } }]
}

function listImages({ uses = '', with: inputs = {} }: WorkflowStep): FoundArtifact[] {
  const images = inputs['images']
  if (!uses.startsWith('docker/metadata-action@') || typeof images !== 'string') return []
  return images
    .split(/[\s,]+/)
    .filter((image) => /^[a-z0-9][a-z0-9._:/-]*$/.test(image))
    .map((image) => ({
      id: toId(image),
      text: image,
      from: { kind: 'image', reference: `${image}:{version}` },
    }))
}
