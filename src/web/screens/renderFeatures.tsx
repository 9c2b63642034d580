import { callFeatures } from '../features/list.ts';
import { Part } from '../ui/Parts.tsx';
import type { MoreGroupName } from '../ui/MoreMenu.tsx';

/**
 * Renders the components that the call features have for one place of the screen. Each component has its own `Part` (an error
 * boundary). So when a component throws, the others stay.
 */
export const renderFeatures = (place: 'Stage' | 'Chip' | 'Overlay' | 'Banner' | 'Control') =>
  callFeatures.map(
    ({ feature, [place]: Component }) =>
      Component && (
        <Part key={feature.name}>
          <Component />
        </Part>
      ),
  );

/** Renders the entries that the call features have in one group of the menu *More*. Each entry has its own `Part`. */
export const renderItems = (group: MoreGroupName) =>
  callFeatures.map(
    ({ feature, itemGroup, Item }) =>
      itemGroup === group && (
        <Part key={feature.name}>
          <Item />
        </Part>
      ),
  );
