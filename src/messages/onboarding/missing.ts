import type { MissingNeed } from '../../release/onboarding/proposal.ts'

/** Says what is missing, and what to do about it. */
export function explainMissing(missing: MissingNeed): string {
  switch (missing.kind) {
    case 'release-workflow':
      return 'No workflow builds a release. Add one that runs when a tag is pushed, and name it in `build.workflow`.'
    case 'release-starts-on-release':
      return `${missing.file} runs when a GitHub release is published. Let it run on the pushed tag too, or a release waits for it without end.`
    case 'tests':
      return 'No workflow tests pull requests. Without one, nothing but people checks a release.'
    case 'tests-off-release-branch':
      return `${missing.file} doesn't run on a push to \`${missing.branch}\`. Add \`${missing.branch.replace(/\/.*/, '/**')}\` to \`on.push.branches\` there, or its check never becomes green.`
    case 'owners':
      return 'No CODEOWNERS says who owns the project. Everyone with the permission `maintain` may say go; name teams in `roles.approver` to change that.'
    case 'labels':
      return `Create the label ${missing.labels.map((label) => `\`${label}\``).join(', ')}: it makes a pull request a candidate of the next patch.`
    case 'version-unclear':
      return `${missing.path} says the version, and no rule of the bump fits it: ${missing.why}`
    case 'no-release-yet':
      return 'There is no stable release yet. The first line begins when you tag its first version.'
    case 'security-policy':
      return 'No SECURITY.md says where to report a vulnerability.'
  }
}
