/**
 * As much of Preact (https://preactjs.com) as the page uses, with types as plain as that use. The module itself comes
 * from npm's package, and the page's server serves it under this name.
 */
export interface VNode {
  readonly type: unknown
}

export type Child = VNode | string | number | boolean | null | undefined

export interface Fragment {
  readonly fragment: unique symbol
}
export const Fragment: Fragment

/** An element, or what a function draws from its properties. */
export function h(
  type: string | Fragment,
  props: Readonly<Record<string, unknown>> | null,
  ...children: readonly Child[]
): VNode
export function h<P>(type: (props: P) => VNode, props: P): VNode

/** Changes what stands there into this, as little as possible. */
export function render(what: VNode, into: Element): void
