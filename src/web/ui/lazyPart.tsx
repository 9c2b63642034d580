import { use, type ComponentType } from 'react';
import { loadPart } from '../base/loadPart.ts';
import { PartNotLoaded } from './Boundary.tsx';

/**
 * Creates a component whose code is in a chunk of its own. The chunk is loaded when React renders the component for the first
 * time. If that fails, *Try again* of the `Boundary` around the component loads the chunk again, which React's `lazy` cannot do.
 * @param load the import of the chunk, as `loadPart` needs it
 * @param exportName the name of the component in the chunk
 * @param prepare loads what the component needs besides its chunk, such as texts
 */
export function lazyPart<Name extends string, Props extends object>(
  load: () => Promise<Record<Name, ComponentType<Props>>>,
  exportName: Name,
  prepare?: () => Promise<unknown>,
): ComponentType<Props> & { readonly preload: () => Promise<void> } {
  let componentPromise: Promise<ComponentType<Props>> | null = null;
  const loadOrThrow = async () => {
    try {
      const [part] = await Promise.all([loadPart(load, exportName), prepare?.()]);
      return part[exportName];
    } catch (cause) {
      throw new PartNotLoaded(cause, () => (componentPromise = null));
    }
  };
  const begin = () => {
    if (componentPromise) return componentPromise;
    const promise = loadOrThrow();
    // `use` reads these fields. Without them, it would show the fallback first even if the promise has resolved, and React keeps a
    // fallback for 300 ms.
    promise.then(
      (value) => Object.assign(promise, { status: 'fulfilled', value }),
      () => {},
    );
    return (componentPromise = promise);
  };
  function LazyPart(props: Props) {
    const Loaded = use(begin());
    return <Loaded {...props} />;
  }
  /** Loads the component before it is rendered. Never rejects: a failure shows when it is rendered. */
  const preload = () =>
    begin().then(
      () => {},
      () => {},
    );
  return Object.assign(LazyPart, { preload });
}
