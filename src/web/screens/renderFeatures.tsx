import { callFeatures } from '../features/list.ts';
import { Part } from '../ui/Parts.tsx';

/**
 * Renders the components that the call features have for one place of the screen. Each component has its own `Part` (an error
 * boundary). So when a component throws, the others stay.
 */
export const renderFeatures = (place: 'Chip' | 'Overlay' | 'Banner' | 'Control' | 'Item') =>
  callFeatures.map(
    ({ feature, [place]: Component }) =>
      Component && (
        <Part key={feature.name}>
          <Component />
        </Part>
      ),
  );
