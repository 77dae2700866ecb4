import type { OddTag } from '../release/lines.ts'
import type { PassedOver } from '../release/release-tags.ts'

/** Why a tag is no release, as people read it behind the tag's name. */
export function explainPassedOver({ reason }: PassedOver): string {
  switch (reason.kind) {
    case 'no-version':
      return 'there is no version in its name'
    case 'other-family':
      return `it is a release of \`${reason.family}…\`, not of the product`
    case 'other-spelling':
      return `\`tagPattern\` says that releases are tagged \`${reason.tagPattern}\``
    case 'second-name':
      return `it is another name of ${reason.of}`
    case 'development-mark':
      return `it marks development on ${reason.main}, and no release of its line leads to it`
    case 'off-the-line':
      return `${reason.branch} does not have it, and it does not follow from the line's last release`
  }
}

/** What becomes of a tag that has more or fewer numbers than the versions of its repository. */
export function explainOddTag({ tag, line, counts }: OddTag): string {
  switch (counts) {
    case 'pointer':
      return `The tag ${tag} isn't a release: it names a line and moves with its releases.`
    case 'first':
      return `The tag ${tag} counts as the first release of line ${line}.`
    case 'small-patch':
      return `The tag ${tag} counts as a release of line ${line}, although it has more numbers than the others.`
  }
}
