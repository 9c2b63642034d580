import { tokens, type GriffelStyle } from '@fluentui/react-components';

/** Creates a thin line at one side. Fluent's style engine, Griffel, does not know short names such as `borderBlockEnd`. */
const createLine = (side: 'BlockStart' | 'BlockEnd' | 'InlineStart' | 'InlineEnd'): GriffelStyle => ({
  [`border${side}Width`]: '1px',
  [`border${side}Style`]: 'solid',
  [`border${side}Color`]: tokens.colorNeutralStroke2,
});

/** For `makeStyles`: lines between the parts of a screen. */
export const lineAtBlockStart = createLine('BlockStart');
export const lineAtBlockEnd = createLine('BlockEnd');
export const lineAtInlineStart = createLine('InlineStart');
export const lineAtInlineEnd = createLine('InlineEnd');
