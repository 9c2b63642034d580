import type { GriffelStyle } from '@fluentui/react-components';

/** For `makeStyles`: text that only screen readers present. */
export const visuallyHidden = {
  position: 'absolute',
  width: '1px',
  height: '1px',
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
} satisfies GriffelStyle;
