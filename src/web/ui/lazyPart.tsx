import { use, type ComponentType } from 'react';
import { PartNotLoaded } from './Boundary.tsx';

/**
 * Creates a component whose code is in a chunk of its own. If the chunk cannot be loaded, *Try again* of the `Boundary` around
 * the component loads the chunk again. React's `lazy` would not do so.
 * @param load imports the chunk. It runs when React renders the component for the first time, and after a failure
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let componentPromise: Promise<ComponentType<Props>> | null = null;
  const forgetFailure = () => {
    componentPromise = null;
  };
  const loadOrThrow = async () => {
    try {
      return await load();
    } catch (cause) {
      throw new PartNotLoaded(cause, forgetFailure);
    }
  };
  return function LazyPart(props: Props) {
    componentPromise ??= loadOrThrow();
    const Loaded = use(componentPromise);
    return <Loaded {...props} />;
  };
}
