import { createMark, hasMark } from '../../../messages/github/markdown/mark.ts'
import type { PlaceAt } from '../../../release/lifecycle/state.ts'
import { listLines } from '../../../release/lines.ts'
import { Refused } from '../../../release/refusal.ts'
import { openPublicRepository } from '../../github-state/advisory.ts'
import {
  createRemote,
  type EffectContext,
  type OpenEffectContext,
  type Perform,
} from '../../github-state/effect-context.ts'
import type { Remote } from '../../ports/git-remote.ts'
import type { GitHubRepository } from '../../ports/github.ts'
import type { GitHubRelease } from '../../ports/releases.ts'
import { findLostApprovers } from '../lost-approvers.ts'
import { renderChecksums, SUMS } from './checksums.ts'
import { ensureFiles } from './ensure-files.ts'
import { refuseForeignFiles } from './foreign-files.ts'

/** Of the mark that stands at the end of its text. */
const RELEASE_MARK = 'release'

/** Checks whether the App made a release: anyone with write access can write its mark. */
export function isOwnRelease(
  { repo, id }: Pick<EffectContext, 'repo' | 'id'>,
  { author, body }: GitHubRelease,
): boolean {
  return author.id === repo.self.id && hasMark(body, RELEASE_MARK, id)
}

/**
 * The GitHub release of §5.2: made as a draft with its mark, so that one whose making nobody heard of is found again,
 * given its checksums, and published last. A release is shown to the world once.
 */
export const publishRelease: Perform<'publish-release'> = async (context, effect) => {
  const { release, deps } = context
  if (release.status !== 'open' || release.place.step !== 'publishing') return []

  const { embargo } = release.ledger
  const source = await createRemote(context)
  const repo = embargo ? await openPublicRepository(deps, embargo) : context.repo
  const open = { ...context, release, repo, source, origin: context.repo }
  const found = await findStandingRelease(open, release.place)
  const lost = found && !found.draft ? [] : await findLostApprovers({ ...context, release }, effect)
  if (lost.length > 0) return lost
  const { url } = await ensurePublished(open, release.place, found)
  return [{ type: 'ReleaseSeen', at: deps.now(), tag: release.ledger.about.tag, url }]
}

/** `repo` is where the release is published, `source` where it was made: of an embargoed one these differ. */
interface PublicationContext extends OpenEffectContext {
  readonly source: Remote
  readonly origin: GitHubRepository
}

async function ensurePublished(
  context: PublicationContext,
  place: PlaceAt<'publishing'>,
  found: GitHubRelease | null,
): Promise<GitHubRelease> {
  const { repo, deps, release, source } = context
  const { tag, policy, version, kind } = release.ledger.about
  const { build } = await deps.git.policy({ at: source, pin: policy })
  const isCopied = release.ledger.embargo !== null
  const sums = renderChecksums(build.artifacts, { version, artifacts: place.artifacts, isCopied })
  const verified = { build, version, artifacts: place.artifacts, sums }
  const body = `${place.text}\n\n${createMark(RELEASE_MARK, context.id)}`
  if (found) await refuseForeignFiles(context, { found, verified })
  if (found && !found.draft) return found

  const prerelease = kind === 'prerelease'
  const draft =
    found ?? (await repo.createRelease({ tag, name: version, body, draft: true, prerelease, latest: false }))
  if (isCopied) await ensureFiles(context, { from: context.origin, to: draft, build, place })
  if (sums !== null && !draft.assets.some(({ name }) => name === SUMS))
    await repo.uploadAsset(draft.id, { name: SUMS, text: sums })
  const latest = !prerelease && (await isHighest(context))
  return repo.editRelease(draft.id, { name: version, body, draft: false, latest, prerelease })
}

/**
 * What there is of this tag: ours by its mark and its author, or a draft that the build made for its files. A release that somebody
 * else published is theirs.
 */
async function findStandingRelease(
  context: OpenEffectContext,
  place: PlaceAt<'publishing'>,
): Promise<GitHubRelease | null> {
  const { tag } = context.release.ledger.about
  const ofTag = (await context.repo.listReleases()).filter((one) => one.tag === tag)
  const ours = ofTag.filter((one) => isOwnRelease(context, one))
  const foreign = ofTag.find(({ draft }) => !draft)
  const own = ours.find(({ draft }) => !draft) ?? ours.at(-1)
  if (own) return own
  if (foreign) throw new Refused(refuseForeignRelease(tag, foreign))
  return ofTag.find(({ assets }) => holdsOurs(assets, place)) ?? null
}

/** Whether a draft has a file that was verified for this release. */
function holdsOurs(assets: GitHubRelease['assets'], { artifacts }: PlaceAt<'publishing'>): boolean {
  return assets.some(({ digest }) => artifacts.some((one) => one.digest === `sha256:${digest}`))
}

function refuseForeignRelease(tag: string, { url }: GitHubRelease) {
  return {
    kind: 'rule',
    what: `The GitHub release of \`${tag}\` already exists, but this release didn't publish it: ${url}`,
    next: 'Find out who published it. If it is right, abort this release. Otherwise delete it.',
  } as const
}

/** GitHub shows one release as the latest: the highest stable version, whatever line was patched last. */
async function isHighest(context: OpenEffectContext): Promise<boolean> {
  const tags = await context.deps.git.tags(await createRemote(context))
  const { line, terms } = context.release.ledger.about
  const highest = listLines(tags, { tagPattern: terms.tagPattern }).at(-1)?.name
  return highest === undefined || highest === line
}
