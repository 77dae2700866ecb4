/**
 * What the runtime needs of a social network. Every call may throw, as those of a status page do. A post is known by the
 * link in it, which is of one release alone.
 */
export interface SocialNetwork {
  /** The most characters of a post, its link counted as the network counts it. */
  readonly mostCharacters: number
  findPost(link: string): Promise<SocialPosted | null>
  publishPost(post: SocialPost): Promise<SocialPosted>
  /** Shows another text in its place; false where the network can’t edit, or somebody deleted it. */
  editPost(posted: SocialPosted, text: string): Promise<boolean>
}

export interface SocialPost {
  /** Names this post for ever: the same again within an hour is the same post where the network can tell. */
  readonly key: string
  /** With the link in it. */
  readonly text: string
  readonly link: string
}

export interface SocialPosted {
  readonly id: string
  readonly url: string
}
