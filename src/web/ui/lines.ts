import { tokens } from '@fluentui/react-components';

/** For `makeStyles`: thin lines between the parts of a screen. Griffel does not know the short properties, such as `borderBlockEnd`. */
const color = tokens.colorNeutralStroke2;

export const lineAtBlockStart = {
  borderBlockStartWidth: '1px',
  borderBlockStartStyle: 'solid',
  borderBlockStartColor: color,
} as const;
export const lineAtBlockEnd = {
  borderBlockEndWidth: '1px',
  borderBlockEndStyle: 'solid',
  borderBlockEndColor: color,
} as const;
export const lineAtInlineStart = {
  borderInlineStartWidth: '1px',
  borderInlineStartStyle: 'solid',
  borderInlineStartColor: color,
} as const;
export const lineAtInlineEnd = {
  borderInlineEndWidth: '1px',
  borderInlineEndStyle: 'solid',
  borderInlineEndColor: color,
} as const;
