import type { PositioningProps } from '@fluentui/react-components';

/** Where a person card opens, seen from its button. The card scrolls where it is taller than its place. */
export const cardPositioning: PositioningProps = {
  position: 'below',
  align: 'start',
  overflowBoundaryPadding: 8,
  autoSize: true,
};
