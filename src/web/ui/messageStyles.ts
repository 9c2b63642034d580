import { makeStyles, tokens, type GriffelStyle } from '@fluentui/react-components';
import { onNarrowScreen, onWideScreen } from './screenWidth.ts';

/** For `makeStyles`: a bar above a view begins where the view begins. */
export const barMargin = {
  margin: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXL} 0`,
  [onNarrowScreen]: { marginInline: tokens.spacingHorizontalM },
} satisfies GriffelStyle;

/** The styles of a `MessageBar` with buttons beside its words. Where the words leave no room, the buttons stand below them. */
export const useMessageStyles = makeStyles({
  bar: {
    boxSizing: 'border-box',
    flexShrink: 0,
    textAlign: 'start',
    [onWideScreen]: {
      alignItems: 'center',
      paddingTop: 0,
      gridTemplateAreas: '"icon body secondaryActions actions"',
    },
    [onNarrowScreen]: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      rowGap: tokens.spacingVerticalXS,
      paddingBlock: tokens.spacingVerticalXS,
      paddingInlineEnd: tokens.spacingHorizontalS,
      // The cross stands after the other buttons, as it does on a wide screen.
      '& .fui-MessageBarActions__containerAction': { order: 1 },
    },
  },
  body: {
    [onWideScreen]: { paddingBlock: tokens.spacingVerticalS },
    [onNarrowScreen]: { flex: '1 1 150px' },
  },
  actions: {
    [onWideScreen]: { marginBlock: 0 },
    [onNarrowScreen]: { marginBlock: 0, marginInlineStart: 'auto' },
  },
});
