import { CANDIDATE_LABEL } from '../changes/candidate.ts'
import type { BumpFile } from '../policy/branch-and-build.ts'
import { fill } from '../policy/text-schemas.ts'
import type { Policy } from '../policy.ts'
import type { TriedVersionFiles, VersionFiles } from './find-version-files.ts'
import type { LearnedPolicy } from './learn-policy.ts'
import type {
  ConfigProposal,
  ConfigValue,
  Finding,
  MissingNeed,
  ProposedSetting,
  SettingReason,
} from './proposal.ts'
import { proposeChecks } from './propose-checks.ts'
import { proposeLine } from './propose-line.ts'
import { proposeLabels, proposeOwners } from './propose-people.ts'
import { readWorkflows } from './read-workflows.ts'
import type { RepositoryFacts, VersionTrail } from './repository-facts.ts'

/** What a proposal is made of. */
export interface ProposalInput {
  readonly facts: RepositoryFacts
  /** The policy in force: what it says already isn't proposed again. */
  readonly policy: Policy
  readonly learned: LearnedPolicy
  /** How many past releases it was learned from. */
  readonly releases: number
  /** Null where no release says what a version file is. */
  readonly versionFiles: TriedVersionFiles | null
}

/** Proposes a config for a repository from what was found in it. Facts in, proposal out. */
export function proposeConfig(input: ProposalInput): ConfigProposal {
  const { facts, policy } = input
  const line = proposeLine(facts)
  const branch = line.find(({ path }) => path[0] === 'releaseBranch')?.value
  const releaseBranch = fill(typeof branch === 'string' ? branch : policy.releaseBranch, { version: '2.0.1' })
  const checks = proposeChecks(
    readWorkflows(facts.workflows, facts.lines[0]?.lastTag ?? 'v2.0.1'),
    releaseBranch,
  )
  const owners = proposeOwners(facts)
  const labels = proposeLabels(facts)
  const files = proposeVersionFiles(input)
  const changelog = findChangelog(facts)
  return {
    settings: [
      ...proposeTags(input),
      ...line,
      ...labels.settings,
      ...proposeLearned(input),
      ...files.settings,
      ...checks.settings,
      ...owners.settings,
    ],
    missing: [
      ...(facts.lines.length === 0 ? [{ kind: 'no-release-yet' } as const] : []),
      ...files.missing,
      ...checks.missing,
      ...(owners.owners.length === 0 ? [{ kind: 'owners' } as const] : []),
      { kind: 'labels', labels: [CANDIDATE_LABEL] },
      ...(facts.paths.some((path) => /(?:^|\/)SECURITY\.(?:md|rst|txt)$/i.test(path))
        ? []
        : [{ kind: 'security-policy' } as const]),
    ],
    findings: [
      ...listLineFindings(facts),
      { kind: 'version files', found: [...new Set(files.paths)] },
      { kind: 'tests', found: checks.tests },
      { kind: 'release', found: checks.release === null ? [] : [checks.release] },
      { kind: 'changelog', found: changelog },
      { kind: 'owners', found: owners.owners },
      { kind: 'labels', found: labels.labels },
    ],
  }
}

function listLineFindings({ lines, tagPattern }: RepositoryFacts): Finding[] {
  return [
    { kind: 'tags', found: lines.length === 0 ? [] : [tagPattern] },
    {
      kind: 'lines',
      found: lines.map(
        ({ name, lastTag, branch }) => `${name} (${lastTag}${branch === null ? '' : ` on ${branch}`})`,
      ),
    },
  ]
}

/** The tags tell by themselves; it is written down where they are many, so that one odd tag changes nothing. */
function proposeTags({ facts: { tagPattern, tags }, policy }: ProposalInput): ProposedSetting[] {
  if (tags === 0 || tagPattern === DEFAULT_PATTERN || policy.tagPattern === DEFAULT_PATTERN) return []
  return [{ path: ['tagPattern'], value: tagPattern, reason: { kind: 'tags', count: tags } }]
}

const DEFAULT_PATTERN = 'v{version}'

function proposeLearned({ learned, releases }: ProposalInput): ProposedSetting[] {
  return learned.settings.map(({ path, value, before, after }) => ({
    path,
    value: typeof value === 'string' ? value : [...value],
    reason: { kind: 'learned', releases, before, after },
  }))
}

interface ProposedFiles {
  readonly settings: readonly ProposedSetting[]
  readonly missing: readonly MissingNeed[]
  readonly paths: readonly string[]
}

function proposeVersionFiles({ facts: { trail }, versionFiles }: ProposalInput): ProposedFiles {
  if (trail === null || versionFiles === null) return { settings: [], missing: [], paths: [] }
  const { files, leave, broken, from } = versionFiles
  const paths = [...new Set(files.map(({ path }) => path))]
  const reason = explainFiles(trail, { from, files: paths.length })
  return {
    settings: [
      { path: ['versionBump', 'files'], value: files.map(toConfigValue), reason },
      ...(leave.length > 0 && files.length > 0
        ? [
            {
              path: ['versionBump', 'leave'],
              value: leave,
              reason: { kind: 'left-before', version: trail.version, files: leave.length },
            } as const,
          ]
        : []),
    ],
    missing: [...broken].map(([path, why]) => ({ kind: 'version-unclear', path, why })),
    paths,
  }
}

function explainFiles(
  { version, before }: VersionTrail,
  { from, files }: { readonly from: VersionFiles['from']; readonly files: number },
): SettingReason {
  if (files === 0) return { kind: 'no-version-files', version }
  if (from === 'names' || before === null) return { kind: 'named-as-version-files', version, files }
  return { kind: 'bumped-before', from: before.version, to: version, files }
}

function toConfigValue(file: BumpFile): ConfigValue {
  switch (file.kind) {
    case 'json':
      return { path: file.path, kind: file.kind, pointers: [...file.pointers] }
    case 'yaml':
      return { path: file.path, kind: file.kind, keys: [...file.keys] }
    case 'image-tags':
      return { path: file.path, kind: file.kind }
    case 'pattern':
      return {
        path: file.path,
        kind: file.kind,
        pattern: file.pattern,
        ...(file.every && { every: file.every }),
        ...(file.part && { part: file.part }),
      }
  }
}

/** Changelogs at the root, and folders of fragments. */
function findChangelog({ paths }: RepositoryFacts): string[] {
  const files = paths.filter((path) => /^(?:CHANGELOG|CHANGES|HISTORY|NEWS|RELEASES)(?:\.\w+)?$/i.test(path))
  const folders = paths.flatMap(
    (path) =>
      /^(?:\.changeset|\.changes?|changelogs?\/fragments|changelog\.d|newsfragments|doc\/[\w/]*(?:upcoming_changes|changelog))\//.exec(
        path,
      )?.[0] ?? [],
  )
  return [...files, ...new Set(folders)]
}
