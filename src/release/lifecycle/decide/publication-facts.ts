import { getAwaitedStep } from '../awaited.ts'
import type { FactOf } from '../commands.ts'
import { accept, type Decision, failStep, holdRelease, type Stamp } from '../decision.ts'
import type { ReleaseEvent } from '../events.ts'
import type { OpenRelease } from '../state.ts'

/** §3.1, §3.2 and the GitHub release of §5.2, as the world tells them. */
export function learnOfPublication(
  release: OpenRelease,
  fact: FactOf<
    'NotesDrafted' | 'TagSeen' | 'ArtifactsStarted' | 'ArtifactSeen' | 'ArtifactsFailed' | 'ReleaseSeen'
  >,
  stamp: Stamp,
): Decision {
  switch (fact.type) {
    case 'NotesDrafted':
      return accept(...decideNotesDrafted(release, fact, stamp))
    case 'TagSeen':
      return accept(...decideTagSeen(release, fact, stamp))
    case 'ArtifactsStarted':
    case 'ArtifactSeen':
    case 'ArtifactsFailed':
      return accept(...decideArtifacts(release, fact, stamp))
    case 'ReleaseSeen':
      if (release.place.step !== 'publishing' || fact.tag !== release.ledger.about.tag) return accept()
      if (release.ledger.embargo) return learnOfDisclosedRelease(release, fact.url, stamp)
      return accept({ type: 'Published', ...stamp, url: fact.url })
  }
}

/** An embargoed release is published when its advisory is, which comes last. */
function learnOfDisclosedRelease({ ledger: { embargo } }: OpenRelease, url: string, stamp: Stamp): Decision {
  if (!embargo?.isCodeOut || embargo.releaseUrl !== null) return accept()
  return accept({ type: 'ReleaseDisclosed', ...stamp, url })
}

function decideNotesDrafted(
  release: OpenRelease,
  fact: FactOf<'NotesDrafted'>,
  stamp: Stamp,
): ReleaseEvent[] {
  const { place } = release
  if (place.step !== 'drafting' || getAwaitedStep(release)?.effect.key !== fact.answers) return []
  return [{ type: 'NotesDrafted', ...stamp, head: place.head, notes: fact.notes, text: fact.text }]
}

/**
 * §3.2: only the approved commit, signed as the policy says, is the release. A tag that came from elsewhere, or later
 * points elsewhere, is for people to look at: versions are for ever.
 */
function decideTagSeen(
  release: OpenRelease,
  { tag, commit, signature }: FactOf<'TagSeen'>,
  stamp: Stamp,
): ReleaseEvent[] {
  const { ledger, place } = release
  if (tag !== ledger.about.tag) return []
  if (!('tagApprovals' in place)) return holdRelease(release, { code: 'tag-not-ours', tag }, stamp)
  if (commit !== place.head) {
    const because = { code: 'tag-moved', tag, commit, approved: place.head } as const
    return holdRelease(release, because, stamp)
  }
  if (place.step !== 'tagging') return []
  if (signature !== 'as-required')
    return holdRelease(release, { code: 'signature-wrong', tag, signature }, stamp)

  return [{ type: 'Tagged', ...stamp, tag, commit }]
}

function decideArtifacts(
  release: OpenRelease,
  fact: FactOf<'ArtifactsStarted' | 'ArtifactSeen' | 'ArtifactsFailed'>,
  stamp: Stamp,
): ReleaseEvent[] {
  const { ledger, place } = release
  if (place.step !== 'building') return []
  switch (fact.type) {
    case 'ArtifactsStarted':
      if (place.run !== null) return []
      return [{ type: 'ArtifactsStarted', ...stamp, run: fact.run }]
    case 'ArtifactSeen': {
      const { artifact, digest } = fact
      const isNamed = ledger.about.terms.artifacts.some(({ id }) => id === artifact)
      if (!isNamed || place.artifacts.some((one) => one.artifact === artifact)) return []
      return [{ type: 'ArtifactVerified', ...stamp, artifact, digest }]
    }
    case 'ArtifactsFailed': {
      const { run, because } = fact
      if (place.run !== run) return []
      const failed: ReleaseEvent = { type: 'ArtifactsFailed', ...stamp, run, because }
      return [failed, ...failStep(release, stamp, { code: 'build-failed', because })]
    }
  }
}
