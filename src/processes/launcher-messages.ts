import type { ProcessCall } from './child.ts'

/** The three lines to a process, by its file descriptors. */
export const LINES = ['stdin', 'stdout', 'stderr'] as const
export type LauncherLine = (typeof LINES)[number]

/** What is asked of the spawner. */
export type LauncherRequest =
  | { readonly kind: 'start'; readonly id: number; readonly call: ProcessCall }
  | { readonly kind: 'kill'; readonly id: number }

/** What it tells. */
export type LauncherMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'ended'; readonly id: number; readonly code: number | null }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string; readonly code: string | null }
