import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { oneLine } from './oneLine.ts';
import { onConsole, onNoSideColumn, onOneColumn } from './screenWidth.ts';
import { visuallyHidden } from './visuallyHidden.ts';

/** The styles of a row in the list of calls, which two components draw: one for ringing calls, one for all others. */
export const useCallRowStyles = makeStyles({
  row: {
    display: 'flex',
    // On screens without a column for the calls, the rows are beside each other and share the width. Many rows scroll, or wrap
    // where the screen has one column only.
    flex: '0 1 auto',
    alignItems: 'center',
    minWidth: '176px',
    maxWidth: '260px',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    // All rows have a start border of this width, so that their photos line up.
    borderInlineStartWidth: '4px',
    [onOneColumn]: { flexGrow: 1, maxWidth: 'none' },
    [onConsole]: { flex: 'none', minWidth: 0, maxWidth: 'none' },
    // Forced colours draw every border, so only the call on the screen keeps the bar.
    '@media (forced-colors: active)': { borderInlineStartWidth: '1px', paddingInlineStart: '3px' },
  },
  // The call on the screen. A bar marks it, because forced colours remove the background.
  front: {
    backgroundColor: tokens.colorBrandBackground2,
    borderInlineStartColor: tokens.colorBrandStroke1,
    '@media (forced-colors: active)': {
      borderInlineStartColor: 'Highlight',
      borderInlineStartWidth: '4px',
      paddingInlineStart: 0,
    },
  },
  // For screen readers and the Tab key. All other users see the call's card instead of this row.
  ringing: {
    borderInlineStartColor: tokens.colorStatusSuccessBorderActive,
    ':not(:focus-within)': visuallyHidden,
  },
  // The button that shows the call or, while the call rings, moves the focus to its card.
  main: {
    display: 'flex',
    flexGrow: 1,
    justifyContent: 'start',
    gap: tokens.spacingHorizontalS,
    minWidth: 0,
    maxWidth: 'none',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusLarge,
    fontWeight: tokens.fontWeightRegular,
    textAlign: 'start',
    // The row has a border already, so this removes Fluent's.
    '@media (forced-colors: active)': { border: 'none' },
    // Where the rows share the width, the name needs the space of the icon.
    [onNoSideColumn]: { '& .fui-Button__icon': { display: 'none' } },
  },
  lines: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  name: { ...oneLine, fontWeight: tokens.fontWeightSemibold },
  state: {
    ...oneLine,
    ...typographyStyles.caption1,
    color: tokens.colorNeutralForeground2,
  },
  time: {
    flexShrink: 0,
    marginInlineEnd: tokens.spacingHorizontalXS,
    [onNoSideColumn]: {
      marginInlineEnd: tokens.spacingHorizontalS,
      paddingBlockStart: tokens.spacingVerticalXS,
    },
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontVariantNumeric: 'tabular-nums',
    color: tokens.colorNeutralForeground2,
  },
  // Stands above the time, because beside it, the keys would no longer fit beside the state.
  timeIcon: {
    display: 'block',
    marginInlineStart: 'auto',
    [onNoSideColumn]: { display: 'inline', marginInlineEnd: '2px', verticalAlign: '-2px' },
  },
  // A comma for screen readers. It has no size, but stays in the line, so that they read no space before it.
  unseen: { fontSize: 0, lineHeight: 0 },
  // Draws attention to a long hold. Users who cannot see the colour read it from the time.
  late: {
    paddingInline: tokens.spacingHorizontalXS,
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorStatusWarningBackground2,
    color: tokens.colorStatusWarningForeground2,
    fontWeight: tokens.fontWeightSemibold,
    '@media (forced-colors: active)': { outline: '1px solid CanvasText' },
  },
});
