import { use, type ComponentType } from 'react';
import { PartNotLoaded } from './Boundary.tsx';

/**
 * A component in a chunk of its own. Unlike with React's `lazy`, the *Try again* of the boundary around it loads the chunk
 * again after a failure.
 * @param load imports the chunk; called when the component is rendered for the first time
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loading: Promise<ComponentType<Props>> | null = null;
  const reset = () => {
    loading = null;
  };
  const loadOrThrow = async () => {
    try {
      return await load();
    } catch (cause) {
      throw new PartNotLoaded(cause, reset);
    }
  };
  return function LazyPart(props: Props) {
    const Loaded = use((loading ??= loadOrThrow()));
    return <Loaded {...props} />;
  };
}
