/**
 * The kinds of work, each with a queue of its own: deliveries to take in, effects to perform on GitHub, messages for people
 * elsewhere, and what a rollout waits for: its times, its metrics, and rollbacks, which wait for none of the others.
 */
export const TOPICS = ['inbox', 'effects', 'messages', 'rollouts'] as const
export type Topic = (typeof TOPICS)[number]
