import { use, type ComponentType } from 'react';
import { PartNotLoaded } from './Boundary.tsx';

/**
 * A component from a chunk of its own. Unlike React's `lazy` it can be loaded again after a failure: the *Try again* of
 * the boundary around it does so.
 * @param load imports the chunk; it is called when the component is first shown.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loading: Promise<ComponentType<Props>> | null = null;
  const reset = () => {
    loading = null;
  };
  const begin = async () => {
    try {
      return await load();
    } catch (cause) {
      throw new PartNotLoaded(cause, reset);
    }
  };
  return function LazyPart(props: Props) {
    const Loaded = use((loading ??= begin()));
    return <Loaded {...props} />;
  };
}
