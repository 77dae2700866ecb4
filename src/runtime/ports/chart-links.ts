/** A step of a rollout whose numbers are drawn. */
export interface ChartedStep {
  /** `77:v2.0.1` */
  readonly release: string
  readonly environment: string
  /** From 0. */
  readonly step: number
}

/** Links to pictures of charts: who has a link may see its picture, and nobody can guess one. */
export interface ChartLinks {
  createUrl(step: ChartedStep): string
  /** Checks whether a link to that step was made here. */
  verifyKey(step: ChartedStep, key: string): boolean
}
