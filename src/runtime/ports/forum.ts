/**
 * What the runtime needs of a forum. Every call may throw, as those of a status page do; a topic whose answer was lost is
 * found by its mark.
 */
export interface Forum {
  findTopic(mark: string): Promise<PostedTopic | null>
  postTopic(topic: ForumTopic): Promise<PostedTopic>
  /** Shows another text in its place; false where somebody deleted it. */
  editTopic(posted: PostedTopic, text: string): Promise<boolean>
}

export interface ForumTopic {
  readonly mark: string
  readonly title: string
  /** Markdown. */
  readonly text: string
  /** The id of the category; null takes the forum’s own. */
  readonly category: number | null
}

export interface PostedTopic {
  /** Of the topic’s first post. */
  readonly postId: number
  readonly url: string
}
