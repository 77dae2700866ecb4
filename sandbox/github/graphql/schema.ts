/** The part of GitHub's GraphQL that is used, word for word (https://docs.github.com/graphql/overview/public-schema). */
export const SCHEMA = `
scalar DateTime
scalar GitObjectID
interface Node { id: ID! }
interface Actor { login: String! }
interface GitObject { id: ID! oid: GitObjectID! }
type Query {
  node(id: ID!): Node
  repository(owner: String!, name: String!): Repository
}
type Mutation {
  convertPullRequestToDraft(input: ConvertPullRequestToDraftInput!): ConvertPullRequestToDraftPayload
  markPullRequestReadyForReview(input: MarkPullRequestReadyForReviewInput!): MarkPullRequestReadyForReviewPayload
}
type User implements Node & Actor { id: ID! databaseId: Int login: String! }
type Bot implements Node & Actor { id: ID! databaseId: Int login: String! }
type Organization implements Node & Actor { id: ID! databaseId: Int login: String! }
type Repository implements Node {
  id: ID!
  databaseId: Int
  nameWithOwner: String!
  issue(number: Int!): Issue
  pullRequest(number: Int!): PullRequest
  object(oid: GitObjectID, expression: String): GitObject
}
type Label implements Node { id: ID! name: String! }
type Issue implements Node {
  id: ID!
  number: Int!
  title: String!
  body: String!
  state: IssueState!
  createdAt: DateTime!
  author: Actor
  repository: Repository!
  labels(first: Int): LabelConnection
  closedByPullRequestsReferences(first: Int, includeClosedPrs: Boolean = false): PullRequestConnection
}
type PullRequest implements Node {
  id: ID!
  number: Int!
  title: String!
  body: String!
  isDraft: Boolean!
  merged: Boolean!
  mergedAt: DateTime
  mergeCommit: Commit
  baseRefName: String!
  state: PullRequestState!
  mergeable: MergeableState!
  author: Actor
  repository: Repository!
  labels(first: Int): LabelConnection
  commits(first: Int, last: Int, after: String): PullRequestCommitConnection!
  reviews(first: Int, last: Int, states: [PullRequestReviewState!]): PullRequestReviewConnection
  reviewDecision: PullRequestReviewDecision
  closingIssuesReferences(first: Int): IssueConnection
}
type PullRequestCommit implements Node { id: ID! commit: Commit! }
type PullRequestReview implements Node {
  id: ID!
  state: PullRequestReviewState!
  submittedAt: DateTime
  author: Actor
  authorCanPushToRepository: Boolean!
}
type Commit implements Node & GitObject {
  id: ID!
  oid: GitObjectID!
  authors(first: Int): GitActorConnection!
  associatedPullRequests(first: Int): PullRequestConnection
  statusCheckRollup: StatusCheckRollup
}
type GitActor { name: String email: String user: User }
type StatusCheckRollup implements Node {
  id: ID!
  state: StatusState!
  contexts(first: Int): StatusCheckRollupContextConnection!
}
union StatusCheckRollupContext = CheckRun | StatusContext
type CheckRun implements Node {
  id: ID!
  databaseId: Int
  name: String!
  status: CheckStatusState!
  conclusion: CheckConclusionState
  checkSuite: CheckSuite!
}
type CheckSuite implements Node { id: ID! databaseId: Int app: App }
type App implements Node { id: ID! databaseId: Int slug: String! }
type StatusContext implements Node { id: ID! context: String! state: StatusState! }
type LabelConnection { nodes: [Label] totalCount: Int! }
type PullRequestConnection { nodes: [PullRequest] totalCount: Int! }
type PullRequestCommitConnection { nodes: [PullRequestCommit] totalCount: Int! pageInfo: PageInfo! }
type PageInfo { hasNextPage: Boolean! endCursor: String }
type PullRequestReviewConnection { nodes: [PullRequestReview] totalCount: Int! }
type IssueConnection { nodes: [Issue] totalCount: Int! }
type GitActorConnection { nodes: [GitActor] totalCount: Int! }
type StatusCheckRollupContextConnection { nodes: [StatusCheckRollupContext] totalCount: Int! }
enum IssueState { OPEN CLOSED }
enum PullRequestState { OPEN CLOSED MERGED }
enum MergeableState { MERGEABLE CONFLICTING UNKNOWN }
enum PullRequestReviewDecision { APPROVED CHANGES_REQUESTED REVIEW_REQUIRED }
enum PullRequestReviewState { APPROVED CHANGES_REQUESTED COMMENTED DISMISSED PENDING }
enum StatusState { ERROR EXPECTED FAILURE PENDING SUCCESS }
enum CheckStatusState { COMPLETED IN_PROGRESS PENDING QUEUED REQUESTED WAITING }
enum CheckConclusionState { ACTION_REQUIRED CANCELLED FAILURE NEUTRAL SKIPPED STALE STARTUP_FAILURE SUCCESS TIMED_OUT }
input ConvertPullRequestToDraftInput { pullRequestId: ID! clientMutationId: String }
input MarkPullRequestReadyForReviewInput { pullRequestId: ID! clientMutationId: String }
type ConvertPullRequestToDraftPayload { pullRequest: PullRequest clientMutationId: String }
type MarkPullRequestReadyForReviewPayload { pullRequest: PullRequest clientMutationId: String }
`
