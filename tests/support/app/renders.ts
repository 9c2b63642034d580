/** Records which components a page re-renders, through the hook that React calls after each commit. */

interface Fiber {
  readonly tag: number;
  readonly flags: number;
  readonly child: Fiber | null;
  readonly sibling: Fiber | null;
  readonly alternate: Fiber | null;
  readonly stateNode: unknown;
}

export interface Rendered {
  /** The label of each component that was rendered although its parent was not. */
  rendered: string[];
}

/** Runs in the page before React, by `addInitScript`. */
export function recordRenders(): void {
  const kinds = { function: 0, memo: 14, simpleMemo: 15, forwardRef: 11 };
  const components = new Set<number>(Object.values(kinds));
  const performedWork = 1;
  const seen: string[] = [];

  const elementOf = (fiber: Fiber | null): Element | null => {
    for (let inner = fiber; inner; inner = inner.child)
      if (inner.stateNode instanceof Element) return inner.stateNode;
    return null;
  };
  const labelOf = (fiber: Fiber): string => {
    const element = elementOf(fiber);
    const labelled = element?.closest('[role=group][aria-label], [role=timer][aria-label]');
    return labelled?.ariaLabel ?? element?.outerHTML.slice(0, 120) ?? 'a component that shows nothing';
  };
  // A child that is the same object as before was not visited by React.
  const visit = (fiber: Fiber): void => {
    const before = fiber.alternate;
    if (!before) return;
    if (components.has(fiber.tag) && fiber.flags & performedWork) {
      seen.push(labelOf(fiber));
      return;
    }
    if (fiber.child === before.child) return;
    for (let child = fiber.child; child; child = child.sibling) visit(child);
  };
  Object.assign(window, {
    rendered: seen,
    __REACT_DEVTOOLS_GLOBAL_HOOK__: {
      supportsFiber: true,
      renderers: new Map(),
      inject: () => 1,
      checkDCE: () => undefined,
      onCommitFiberUnmount: () => undefined,
      onPostCommitFiberRoot: () => undefined,
      onCommitFiberRoot: (_id: number, root: { current: Fiber }) => visit(root.current),
    },
  });
}
