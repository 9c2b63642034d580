// Records which components React renders again. React calls its developer tools after each commit, and this code stands in for
// those tools.

/** The properties that this file reads of React's internal node for a component. */
interface Fiber {
  readonly tag: number;
  readonly flags: number;
  readonly child: Fiber | null;
  readonly sibling: Fiber | null;
  readonly alternate: Fiber | null;
  readonly stateNode: unknown;
}

/** The log that `recordRenders` adds to `window`. */
export interface RenderLog {
  /** A label for each component that React rendered again although it did not render its parent. */
  rendered: string[];
}

/** Runs in the page before React, by `addInitScript`. */
export function recordRenders(): void {
  /** The numbers by which React tells kinds of components apart. */
  const componentTags = { function: 0, memo: 14, simpleMemo: 15, forwardRef: 11 };
  const tags = new Set<number>(Object.values(componentTags));
  /** React's flag of a node whose component function has run. */
  const performedWork = 1;
  const rendered: string[] = [];

  const findElement = (fiber: Fiber | null): Element | null => {
    for (let inner = fiber; inner; inner = inner.child)
      if (inner.stateNode instanceof Element) return inner.stateNode;
    return null;
  };
  const describeComponent = (fiber: Fiber): string => {
    const element = findElement(fiber);
    const labelledParent = element?.closest('[role=group][aria-label], [role=timer][aria-label]');
    return labelledParent?.ariaLabel ?? element?.outerHTML.slice(0, 120) ?? 'a component that shows nothing';
  };
  /**
   * Visits a node and the nodes below it, in each branch down to the first component that was rendered. If a node has the same
   * child object as before, nothing below the node was rendered.
   */
  const visit = (fiber: Fiber): void => {
    const previousFiber = fiber.alternate;
    if (!previousFiber) return;
    if (tags.has(fiber.tag) && fiber.flags & performedWork) {
      rendered.push(describeComponent(fiber));
      return;
    }
    if (fiber.child === previousFiber.child) return;
    for (let child = fiber.child; child; child = child.sibling) visit(child);
  };
  Object.assign(window, {
    rendered,
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
