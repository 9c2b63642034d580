import { useDeferredValue, type ComponentType, type ReactNode } from 'react';
import { callFeatures, hasFeature } from '../features/list.ts';
import { Part } from '../ui/Parts.tsx';
import type { MoreGroupName } from '../ui/MoreMenu.tsx';
import { useCall, useCapabilities } from '../calling/react.tsx';

/** Renders the components of the call features for one place, each in a `Part`, so that a failure removes only one of them. */
export const renderFeatures = (
  place:
    | 'Stage'
    | 'CallerControl'
    | 'Chip'
    | 'Overlay'
    | 'Banner'
    | 'FirstControl'
    | 'Control'
    | 'NarrowControl'
    | 'CallerItem'
    | 'FirstItem',
) =>
  callFeatures.map(
    ({ feature, needs, [place]: Component }) =>
      Component && (
        <Part key={feature.name}>
          {needs ? <IfPossible needs={needs} Component={Component} /> : <Component />}
        </Part>
      ),
  );

/** Renders the entries that the call features have in one group of the menu *More*. Each entry has its own `Part`. */
export const renderItems = (group: MoreGroupName) =>
  callFeatures.map(
    ({ feature, needs, itemGroup, Item }) =>
      itemGroup === group && (
        <Part key={feature.name}>{needs ? <IfPossible needs={needs} Component={Item} /> : <Item />}</Part>
      ),
  );

type NeededCapability = NonNullable<(typeof callFeatures)[number]['needs']>;

/** Renders a component unless this case lacks the feature: then there is nothing that the component could show. */
const IfPossible = ({ needs, Component }: { needs: NeededCapability; Component: ComponentType }) =>
  hasFeature({ needs }, useCapabilities()) ? <Component /> : null;

/**
 * Contains the parts of the call screen that are less urgent than the rest. If the call is connected when the screen appears, they
 * render after the rest, and in pieces (a transition), because the user waits for the other side and its video. While the call is
 * still being set up, they render at once, because the user may want to hang up.
 * @see https://react.dev/reference/react/useDeferredValue
 */
export function RenderLater({ children }: { children: ReactNode }) {
  const isConnected = useCall(({ state }) => state === 'Connected');
  return useDeferredValue(true, !isConnected) ? children : null;
}
