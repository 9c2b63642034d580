import { tokens, type GriffelStyle } from '@fluentui/react-components';
import { onNarrowScreen } from './screenWidth.ts';

/** For `makeStyles`: a view in the middle of the console. */
export const viewStyle = {
  display: 'flex',
  flexDirection: 'column',
  flexGrow: 1,
  gap: tokens.spacingVerticalL,
  minHeight: 0,
  boxSizing: 'border-box',
  // The line of messages above a view is a part of its margin.
  padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXL} ${tokens.spacingVerticalXL}`,
  [onNarrowScreen]: { paddingInline: tokens.spacingHorizontalM },
} satisfies GriffelStyle;
