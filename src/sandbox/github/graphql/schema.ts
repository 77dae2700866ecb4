/** The part of GitHub's GraphQL that has no twin in REST, word for word. */
export const SCHEMA = `
interface Node { id: ID! }
type Query {
  node(id: ID!): Node
  repository(owner: String!, name: String!): Repository
}
type Mutation {
  convertPullRequestToDraft(input: ConvertPullRequestToDraftInput!): ConvertPullRequestToDraftPayload
  markPullRequestReadyForReview(input: MarkPullRequestReadyForReviewInput!): MarkPullRequestReadyForReviewPayload
}
type Repository implements Node {
  id: ID!
  nameWithOwner: String!
  issue(number: Int!): Issue
  pullRequest(number: Int!): PullRequest
}
type Issue implements Node {
  id: ID!
  number: Int!
  title: String!
  state: IssueState!
  closedByPullRequestsReferences(first: Int, includeClosedPrs: Boolean = false): PullRequestConnection
}
type PullRequest implements Node {
  id: ID!
  number: Int!
  title: String!
  isDraft: Boolean!
  merged: Boolean!
  state: PullRequestState!
  mergeable: MergeableState!
  reviewDecision: PullRequestReviewDecision
  closingIssuesReferences(first: Int): IssueConnection
}
type PullRequestConnection { nodes: [PullRequest] totalCount: Int! }
type IssueConnection { nodes: [Issue] totalCount: Int! }
enum IssueState { OPEN CLOSED }
enum PullRequestState { OPEN CLOSED MERGED }
enum MergeableState { MERGEABLE CONFLICTING UNKNOWN }
enum PullRequestReviewDecision { APPROVED CHANGES_REQUESTED REVIEW_REQUIRED }
input ConvertPullRequestToDraftInput { pullRequestId: ID! clientMutationId: String }
input MarkPullRequestReadyForReviewInput { pullRequestId: ID! clientMutationId: String }
type ConvertPullRequestToDraftPayload { pullRequest: PullRequest clientMutationId: String }
type MarkPullRequestReadyForReviewPayload { pullRequest: PullRequest clientMutationId: String }
`
